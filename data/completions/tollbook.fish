# tollbook: completions for fish. Events, places, authorities, refs and profiles come from the store.
function __tollbook_offers
    set -l words (commandline -opc) (commandline -ct)
    set -l offers (tollbook __complete fish $words[2..-1] 2>/dev/null)
    if test (count $offers) -gt 0
        printf '%s\n' $offers
    else
        __fish_complete_path (commandline -ct)
    end
end
complete -c tollbook -f -a '(__tollbook_offers)'
