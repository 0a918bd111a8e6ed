using System.CommandLine;
using Fluers.Sdk.Cli.Screen;

namespace Fluers.Sdk.Cli.CommandLine;

/// <summary><c>fluers completion</c>: what makes a shell complete the tool's commands and options. The tool itself knows them.</summary>
internal static class CompletionCommand
{
    private const string Bash = """
        _fluers() {
            local IFS=$'\n'
            COMPREPLY=($(compgen -W "$(fluers "[suggest:$COMP_POINT]" "$COMP_LINE" 2>/dev/null)" -- "${COMP_WORDS[COMP_CWORD]}"))
        }
        complete -o default -F _fluers fluers
        """;

    private const string Zsh = """
        _fluers() {
            local -a words_of_fluers
            words_of_fluers=("${(@f)$(fluers "[suggest:$CURSOR]" "$BUFFER" 2>/dev/null)}")
            compadd -a words_of_fluers
        }
        compdef _fluers fluers
        """;

    private const string PowerShell = """
        Register-ArgumentCompleter -Native -CommandName fluers -ScriptBlock {
            param($word, $line, $position)
            fluers "[suggest:$position]" "$line" | Where-Object { $_ -like "$word*" } | ForEach-Object { [System.Management.Automation.CompletionResult]::new($_) }
        }
        """;

    public static Command Create()
    {
        var shell = new Argument<string>("shell") { Description = "The shell." }.AcceptOnlyFromAmong("bash", "zsh", "pwsh");
        var command = new Command("completion", "Writes what a shell needs to complete the tool's commands: eval \"$(fluers completion bash)\".") { shell };
        return command.Does((line, _) =>
        {
            Output.Raw(line.GetRequiredValue(shell) switch { "bash" => Bash, "zsh" => Zsh, _ => PowerShell } + "\n");
            return Task.FromResult(ExitCode.Success);
        });
    }
}
