//! `check --explain`: the reference page of a code.

use crate::cli::output::{CommandError, ExitStatus, StdoutWriter};
use crate::cli::terminal::{line_width, wrap};
use crate::language::{Language, known_codes, reference_page};

/// Writes the reference page of a code.
pub(super) fn explain(code: &str, language: Language) -> Result<ExitStatus, CommandError> {
    let Some(page) = reference_page(code, language) else {
        let known = known_codes().join(", ");
        return Err(match language {
            Language::Vietnamese => format!("không có mã “{code}”; các mã đã biết: {known}"),
            Language::English => format!("there is no code “{code}”; known codes: {known}"),
        }
        .into());
    };
    let width = line_width().unwrap_or(usize::MAX);
    let mut out = StdoutWriter::new();
    out.write(|out| {
        for paragraph in page {
            for line in wrap(&paragraph, width, width) {
                writeln!(out, "{line}")?;
            }
        }
        Ok(())
    })?;
    out.finish()?;
    Ok(ExitStatus::Done)
}
