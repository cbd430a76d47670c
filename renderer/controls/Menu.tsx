import * as DropdownMenu from "@radix-ui/react-dropdown-menu";
import { useRef, type ReactElement, type ReactNode } from "react";

export interface MenuProps {
  /** One button. */
  readonly trigger: ReactElement;
  readonly children: ReactNode;
  readonly align?: "start" | "end";
  readonly label: string;
  /** Whether it is open, where a key opens it too; else its button alone decides. */
  readonly open?: boolean;
  readonly onOpenChange?: (open: boolean) => void;
  /** What is chosen leads the focus elsewhere: it does not go back to the button. */
  readonly leadsAway?: boolean;
}

/** A menu under a button. */
export function Menu({
  trigger,
  children,
  align = "start",
  label,
  open,
  onOpenChange,
  leadsAway = false,
}: MenuProps): ReactElement {
  const isLeaving = useRef(false);
  return (
    // Not modal: a modal one adds a style element to the page, which its security policy refuses.
    <DropdownMenu.Root
      modal={false}
      {...(open === undefined ? {} : { open })}
      {...(onOpenChange === undefined ? {} : { onOpenChange })}
    >
      <DropdownMenu.Trigger asChild>{trigger}</DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          className="popover menu"
          align={align}
          sideOffset={4}
          aria-label={label}
          collisionPadding={8}
          onEscapeKeyDown={() => (isLeaving.current = false)}
          onClick={() => (isLeaving.current = leadsAway)}
          onCloseAutoFocus={(event) => {
            if (isLeaving.current) event.preventDefault();
            isLeaving.current = false;
          }}
        >
          {children}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}

export interface MenuItemProps {
  readonly children: ReactNode;
  readonly onSelect: () => void;
  readonly disabled?: boolean;
  readonly checked?: boolean;
  /** At the right: a figure or a shortcut. */
  readonly aside?: ReactNode;
}

export function MenuItem({
  children,
  onSelect,
  disabled = false,
  checked = false,
  aside,
}: MenuItemProps): ReactElement {
  return (
    <DropdownMenu.Item
      className="menu-item"
      onSelect={onSelect}
      disabled={disabled}
      data-checked={checked || undefined}
    >
      <span className="menu-item-words">{children}</span>
      {aside !== undefined && <span className="menu-item-aside">{aside}</span>}
    </DropdownMenu.Item>
  );
}

export function MenuRule(): ReactElement {
  return <DropdownMenu.Separator className="menu-rule" />;
}
