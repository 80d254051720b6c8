#compdef tollbook
# tollbook: completions for zsh. Events, places, authorities, refs and profiles come from the store.
_tollbook() {
    local line
    local -a names shown
    for line in "${(@f)$("${words[1]}" __complete zsh "${(@Q)words[2,CURRENT]}" 2>/dev/null)}"; do
        [[ -n $line ]] || continue
        names+=("${line%%$'\t'*}")
        shown+=("${line/$'\t'/  -- }")
    done
    if (( $#names )); then
        compadd -l -M 'm:{a-z}={A-Z}' -d shown -a names
    else
        _files
    fi
}
if [[ $funcstack[1] == _tollbook ]]; then
    _tollbook "$@"
else
    compdef _tollbook tollbook
fi
