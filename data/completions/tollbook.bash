# tollbook: completions for bash. Events, places, authorities, refs and profiles come from the store.
_tollbook() {
    local line
    COMPREPLY=()
    while IFS= read -r line; do
        COMPREPLY+=("$line")
    done < <("$1" __complete bash "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
    # Bash then quotes names as it quotes the names of files.
    compopt -o filenames 2>/dev/null
}
complete -o bashdefault -o default -F _tollbook tollbook
