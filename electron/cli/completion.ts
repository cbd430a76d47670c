import type { CommandName } from "./help.ts";
import type { Shell } from "./shells.ts";
import { OPTIONS } from "./options.ts";
import { STUDY_OPTIONS_OF } from "./studies/studyArguments.ts";

/** Commands, and the options of each, as they parse a command line: nothing here is written down twice. */
const COMMANDS = Object.entries(OPTIONS).map(([name, options]): [CommandName, string[]] => [
  name as CommandName,
  [...Object.keys(options), "help"].map((option) => `--${option}`),
]);
const NAMES = COMMANDS.map(([name]) => name);
const STUDIES = Object.keys(STUDY_OPTIONS_OF).join(" ");

/** The script by which a shell completes commands, options, studies and the names of files. */
export function completionOf(shell: Shell): string {
  if (shell === "bash") return bash();
  return shell === "zsh" ? zsh() : fish();
}

function bash(): string {
  const cases = COMMANDS.map(([name, options]) => `    ${name}) words="${options.join(" ")}" ;;`).join("\n");
  return `# past-april completion bash > ~/.local/share/bash-completion/completions/past-april
_past_april() {
  local current="\${COMP_WORDS[COMP_CWORD]}" words=""
  COMPREPLY=()
  if [ "$COMP_CWORD" -eq 1 ]; then
    COMPREPLY=($(compgen -W "${NAMES.join(" ")} help --help" -- "$current"))
    return
  fi
  if [ "$COMP_CWORD" -eq 2 ] && [ "\${COMP_WORDS[1]}" = study ]; then
    COMPREPLY=($(compgen -W "${STUDIES}" -- "$current"))
    return
  fi
  case "\${COMP_WORDS[1]}" in
${cases}
  esac
  if [[ "$current" == -* ]]; then
    COMPREPLY=($(compgen -W "$words" -- "$current"))
  else
    COMPREPLY=($(compgen -f -- "$current"))
  fi
}
complete -o filenames -F _past_april past-april
`;
}

function zsh(): string {
  const cases = COMMANDS.map(([name, options]) => `    ${name}) own=(${options.join(" ")}) ;;`).join("\n");
  return `#compdef past-april
# past-april completion zsh > _past-april, in a folder of $fpath
_past_april() {
  local -a own
  if (( CURRENT == 2 )); then
    own=(${NAMES.join(" ")} help)
    compadd -a own
    return
  fi
  if (( CURRENT == 3 )) && [[ $words[2] == study ]]; then
    own=(${STUDIES})
    compadd -a own
    return
  fi
  case $words[2] in
${cases}
  esac
  if [[ $PREFIX == -* ]]; then compadd -a own; else _files; fi
}
compdef _past_april past-april
`;
}

function fish(): string {
  const lines = COMMANDS.flatMap(([name, options]) => [
    `complete -c past-april -n __fish_use_subcommand -a ${name}`,
    ...options.map(
      (option) => `complete -c past-april -n '__fish_seen_subcommand_from ${name}' -l ${option.replace(/^--/, "")}`,
    ),
  ]);
  return `# past-april completion fish > ~/.config/fish/completions/past-april.fish
${lines.join("\n")}
complete -c past-april -n '__fish_seen_subcommand_from study' -a '${STUDIES}'
`;
}
