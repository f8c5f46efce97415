//! Manual pages and completions, out of the definition of the command line.

use clap::Command;
use clap_complete::Shell;
use clap_mangen::Man;

use crate::Outcome;
use crate::archive::gzip;
use crate::tree::Tree;

/// Adds the manual page of the program and of each of its commands.
pub fn add_manual(tree: &mut Tree, version: &str) -> Outcome<()> {
    let mut program = lienket::cli::definition().disable_help_subcommand(true);
    program.build();
    add_page(tree, program.clone(), version)?;
    program.get_subcommands().filter(|command| !command.is_hide_set()).try_for_each(|command| {
        // Its page is named as it is called: lienket-check.
        add_page(tree, command.clone(), version)
    })
}

fn add_page(tree: &mut Tree, command: Command, version: &str) -> Outcome<()> {
    let page = Man::new(command).manual("Lienket").source(format!("Lienket {version}"));
    let mut text = Vec::new();
    page.render(&mut text)?;
    tree.add(format!("share/man/man1/{}.gz", page.get_filename()), gzip(&text)?);
    Ok(())
}

/// Adds the completions of bash, zsh and fish, each where its shell looks for them.
pub fn add_completions(tree: &mut Tree) {
    for (shell, path) in [
        (Shell::Bash, "share/bash-completion/completions/lienket"),
        (Shell::Zsh, "share/zsh/vendor-completions/_lienket"),
        (Shell::Fish, "share/fish/vendor_completions.d/lienket.fish"),
    ] {
        let mut text = Vec::new();
        clap_complete::generate(shell, &mut lienket::cli::definition(), "lienket", &mut text);
        tree.add(path, text);
    }
}
