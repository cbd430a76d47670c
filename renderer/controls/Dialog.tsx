import { useEffect, useRef, type ReactElement, type ReactNode } from "react";
import { IconButton } from "./Button.tsx";

/** A window over the window: Escape or a click beside it closes it, and the focus goes back to where it was. */
export function Dialog({
  label,
  onClose,
  isPalette = false,
  children,
}: {
  readonly label: string;
  readonly onClose: () => void;
  readonly isPalette?: boolean;
  readonly children: ReactNode;
}): ReactElement {
  const ref = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    ref.current?.showModal();
  }, []);
  return (
    <dialog
      ref={ref}
      className={isPalette ? "dialog dialog-palette" : "dialog"}
      aria-label={label}
      onClose={onClose}
      onClick={(event) => {
        if (event.target === event.currentTarget) onClose();
      }}
    >
      <div className="dialog-body">
        {!isPalette && (
          <header className="dialog-head">
            <h2 className="part-heading">{label}</h2>
            <IconButton label="Close" icon="close" onClick={onClose} />
          </header>
        )}
        {children}
      </div>
    </dialog>
  );
}
