//! Packs the program for those who install it: `cargo xtask dist` builds all, without a network once `cargo fetch` has
//! been there, and from one commit always the same bytes.

mod archive;
mod dist;
mod icons;
mod licences;
mod package;
mod pages;
mod tree;

use std::error::Error;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Parser;

/// What goes wrong here ends the task, with a sentence.
type Outcome<T> = Result<T, Box<dyn Error>>;

/// Packs the program for those who install it.
#[derive(Debug, Parser)]
#[command(name = "cargo xtask")]
enum Task {
    /// Build the program, its Debian package and its portable archive
    Dist {
        /// Pack this program instead of building one: for trials
        #[arg(long, value_name = "PROGRAM")]
        binary: Option<PathBuf>,
        /// The folder to write them into
        #[arg(short, long, value_name = "FOLDER", default_value = "target/dist")]
        output: PathBuf,
    },
    /// Write the licences of everything that the program is made of; fails where the text of one is missing
    Licences {
        /// The system that it is built for
        #[arg(long, default_value = licences::LINUX)]
        target: String,
        /// The file to write
        #[arg(short, long, value_name = "FILE")]
        output: PathBuf,
    },
}

fn main() -> ExitCode {
    let outcome = match Task::parse() {
        Task::Dist { binary, output } => dist::dist(binary.as_deref(), &output),
        Task::Licences { target, output } => {
            licences::collect(&target).and_then(|licences| Ok(std::fs::write(output, licences.texts())?))
        }
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("xtask: {error}");
            ExitCode::FAILURE
        }
    }
}

/// The folder of the program's sources.
fn root() -> &'static Path {
    let own = Path::new(env!("CARGO_MANIFEST_DIR"));
    own.parent().unwrap_or(own)
}

/// The content of a file of the sources.
fn source(name: &str) -> Outcome<Vec<u8>> {
    std::fs::read(root().join(name)).map_err(|error| format!("{name}: {error}").into())
}

/// The text of a file of the sources.
fn source_text(name: &str) -> Outcome<String> {
    String::from_utf8(source(name)?).map_err(|error| format!("{name}: {error}").into())
}
