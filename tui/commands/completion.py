"""``completion``: what makes a shell ask ``runcmp`` itself what may follow.

Whatever is typed, the shell runs ``runcmp completion answer`` and takes its lines, so that what it
offers is what this version understands. Where there are none, the shell completes file names.
"""

from __future__ import annotations

from typing import Final

from tui.commands.destination import write
from tui.options.candidates import candidates
from tui.options.input_names import input_names
from tui.options.option_groups import Shell
from tui.options.settings import CompletionSettings
from tui.terminal.environment import Terminal

_BASH: Final = r"""# runcmp completion bash > ~/.local/share/bash-completion/completions/runcmp
_runcmp() {
    local line word= cut= typed=() IFS=$' \t\n'
    # The words as the shell reads them: bash splits its own at = and : as well.
    line=${COMP_LINE:0:COMP_POINT}
    local at char quote= open=
    for ((at = 0; at < ${#line}; at++)); do
        char=${line:at:1}
        if [[ -n $quote ]]; then
            if [[ $char == "$quote" ]]; then quote=; else word+=$char; fi
        elif [[ $char == [\'\"] ]]; then quote=$char; open=1
        elif [[ $char == \\ ]]; then ((at++)); word+=${line:at:1}; open=1
        elif [[ $char == [$' \t'] ]]; then
            [[ -n $word || -n $open ]] && typed+=("$word")
            word= open=
        else word+=$char
        fi
    done
    # What stands before the last = or : of a word is not replaced.
    [[ -z $quote && $word == *[=:]* ]] && cut=${word%"${word##*[=:]}"}
    local IFS=$'\n'
    typed=("${typed[@]:1}" "$word")
    mapfile -t COMPREPLY < <("${COMP_WORDS[0]}" completion answer "${typed[@]}" 2>/dev/null)
    [[ ${#COMPREPLY[@]} -eq 1 && $COMPREPLY == *[=,] ]] && compopt -o nospace
    COMPREPLY=("${COMPREPLY[@]#"$cut"}")
    if ((COMP_CWORD == 1)); then
        COMPREPLY+=($(compgen -f -- "$word"))
        compopt -o filenames
        return
    fi
    # Values are from files. Bash's own quoting would leave $(...) to be run.
    for at in "${!COMPREPLY[@]}"; do
        if [[ -z $quote ]]; then printf -v "COMPREPLY[$at]" %q "${COMPREPLY[at]}"
        elif [[ ${COMPREPLY[at]} == *[$'$`\\"\'!']* ]]; then unset "COMPREPLY[$at]"; fi
    done
}
complete -o default -F _runcmp runcmp
"""
_ZSH: Final = r"""#compdef runcmp
# runcmp completion zsh > a folder of your fpath, as _runcmp
_runcmp() {
    local -a typed found whole begun
    # PREFIX is the word without the quote that it begins with.
    typed=("${(@Q)words[2,CURRENT-1]}" "${(Q)PREFIX}")
    found=("${(@f)$(${words[1]} completion answer "${(@)typed}" 2>/dev/null)}")
    found=(${found:#})
    whole=(${found:#*[=,]})
    begun=(${(M)found:#*[=,]})
    (( $#whole )) && compadd -a whole
    (( $#begun )) && compadd -S '' -a begun
    if (( ! $#found || CURRENT == 2 )); then
        _files
    fi
}
if [ "$funcstack[1]" = "_runcmp" ]; then
    _runcmp "$@"
else
    compdef _runcmp runcmp
fi
"""
_FISH: Final = r"""# runcmp completion fish > ~/.config/fish/completions/runcmp.fish
function __runcmp_answer
    set -l typed (commandline -opc)
    set -l word (commandline -ct | string unescape)
    set -l found ($typed[1] completion answer $typed[2..] "$word" 2>/dev/null)
    if test (count $found) -gt 0
        printf '%s\n' $found
    end
    if test (count $found) -eq 0; or test (count $typed) -eq 1
        __fish_complete_path "$word"
    end
end
complete -c runcmp -f -k -a '(__runcmp_answer)'
"""
SCRIPTS: Final[dict[Shell, str]] = {"bash": _BASH, "zsh": _ZSH, "fish": _FISH}


def completion(settings: CompletionSettings, terminal: Terminal) -> None:  # noqa: ARG001
    """Print a script for a shell, or answer one; a question that fails has no answer."""
    if settings.words is None:
        script = SCRIPTS[settings.shell]
        write(None, lambda out: out.writelines([script.encode()]))
        return
    try:
        found = candidates(settings.words, input_names())
    except Exception:
        # Nothing may be printed into a line that is being typed.
        found = []
    answer = "".join(f"{each}\n" for each in found).encode(errors="replace")
    write(None, lambda out: out.writelines([answer]))
