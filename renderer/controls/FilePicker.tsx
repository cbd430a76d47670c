import { useRef, type ReactElement } from "react";
import { Button, type ButtonProps } from "./Button.tsx";
import type { IconName } from "./Icon.tsx";

/** Files that hold a table: text with delimiters, or a workbook. */
export const TABLE_FILES = ".csv,.tsv,.txt,.xlsx";

export interface FilePickerProps {
  /** What the button says. */
  readonly words: string;
  readonly kind?: ButtonProps["kind"];
  readonly icon?: IconName;
  /** Kinds of files that the system's dialog offers. */
  readonly accept: string;
  /** What the file holds, for a screen reader. */
  readonly label: string;
  /** Several may be chosen at once. */
  readonly isMany?: boolean;
  /** Hears each file that was chosen. */
  readonly onFile: (file: File) => void;
}

/** A button that asks the system for a file. The same file can be chosen again. */
export function FilePicker({
  words,
  kind,
  icon,
  accept,
  label,
  isMany = false,
  onFile,
}: FilePickerProps): ReactElement {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <Button
        {...(kind === undefined ? {} : { kind })}
        {...(icon === undefined ? {} : { icon })}
        onClick={() => input.current?.click()}
      >
        {words}
      </Button>
      <input
        ref={input}
        className="visually-hidden"
        type="file"
        accept={accept}
        multiple={isMany}
        tabIndex={-1}
        aria-label={label}
        onChange={(event) => {
          const files = [...(event.target.files ?? [])];
          event.target.value = "";
          for (const file of files) onFile(file);
        }}
      />
    </>
  );
}
