//! `export`: a map in another format, by the extension of the new file.

use std::io::Write;
use std::mem::ManuallyDrop;
use std::path::Path;

use jiff::ZonedDateTime;

use super::args::{ExportArgs, Theme, language_or_system};
use super::model_lookup::find_model;
use super::output::{CommandError, ExitStatus, is_same_file, report, report_done, report_marked_names, report_remark};
use crate::analysis::{assess, study};
use crate::exchange::{
    DeckSource, NetworkFormat, Picture, PictureOptions, export_csv_archive, export_csv_tables, export_deck,
    export_json, export_network, export_png_with_progress, export_svg_to, export_workbook, io_error_text,
};
use crate::language::{Language, date, number};
use crate::map::{DrawingStyle, LinkageMap};
use crate::storage::{self, Disk, SystemDisk};

/// An export format.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum ExportFormat {
    Json,
    Svg,
    Png,
    Workbook,
    Deck,
    /// A folder of CSV tables, or an archive of one.
    Tables,
    Network(NetworkFormat),
}

/// The formats, by file extension.
fn formats() -> impl Iterator<Item = (&'static str, ExportFormat)> {
    let whole = [
        ("json", ExportFormat::Json),
        ("svg", ExportFormat::Svg),
        ("png", ExportFormat::Png),
        ("xlsx", ExportFormat::Workbook),
        ("pptx", ExportFormat::Deck),
        ("zip", ExportFormat::Tables),
    ];
    whole.into_iter().chain(NetworkFormat::ENDINGS.map(|(ending, format)| (ending, ExportFormat::Network(format))))
}

pub(super) fn run(args: &ExportArgs) -> Result<ExitStatus, CommandError> {
    let (from, to) = (&args.files.map, &args.files.output);
    let format = export_format(args)?;
    // The process ends after the file is written: freeing a country's records and marks would only take time.
    let map = ManuallyDrop::new(storage::open(from)?);
    if is_same_file(from, to) {
        return Err(format!("{}: this is the map itself; write to another file", to.display()).into());
    }
    if format == ExportFormat::Tables && is_folder(to) {
        return write_tables(&map, to);
    }
    let written = match format {
        ExportFormat::Workbook => {
            let workbook = export_workbook(&map, language_or_system(args.lang))
                .map_err(|error| format!("{}: {error}", to.display()))?;
            storage::replace_file(&SystemDisk, to, &workbook)
        }
        ExportFormat::Deck => storage::replace_file(&SystemDisk, to, &deck(&map, args)?),
        ExportFormat::Tables => storage::replace_file(&SystemDisk, to, &export_csv_archive(&map)),
        ExportFormat::Json => storage::replace_file(&SystemDisk, to, &export_json(&map)),
        ExportFormat::Svg => {
            let picture = ManuallyDrop::new(picture(&map, args)?);
            let write =
                |file: &mut (dyn Write + Send)| export_svg_to(&picture, |piece| file.write_all(piece.as_bytes()));
            storage::replace_file_with(&SystemDisk, to, write)
        }
        ExportFormat::Network(format) => {
            let network = export_network(&ManuallyDrop::new(picture(&map, args)?), format);
            storage::replace_file(&SystemDisk, to, &network)
        }
        ExportFormat::Png => {
            storage::replace_file(&SystemDisk, to, &png(&ManuallyDrop::new(picture(&map, args)?), args)?)
        }
    };
    let replaced = written.map_err(|error| {
        format!("{}: it cannot be saved: {}", to.display(), io_error_text(&error, Language::English))
    })?;
    report_remark(to, &replaced, Language::English);
    report_done(&format!("{}: written", to.display()));
    Ok(ExitStatus::Done)
}

/// The format of the file extension; an error when an option does not apply to it.
fn export_format(args: &ExportArgs) -> Result<ExportFormat, CommandError> {
    let path = &args.files.output;
    let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase()).unwrap_or_default();
    let by_ending = || formats().find(|(known, _)| *known == ending).map(|(_, format)| format);
    let Some(format) = is_folder(path).then_some(ExportFormat::Tables).or_else(by_ending) else {
        let known = formats().map(|(known, _)| format!(".{known}")).collect::<Vec<_>>().join(", ");
        let path = path.display();
        return Err(format!("{path}: this ending is not known; use one of: {known}; or a folder, {path}/").into());
    };
    let picture_options = [
        ("--model", args.model.is_some()),
        ("--year", args.year.is_some()),
        ("--theme", args.theme.is_some()),
        ("--lang", args.lang.is_some()),
        ("--scale", args.scale.is_some()),
    ];
    let is_taken = |option: &str| match format {
        ExportFormat::Json | ExportFormat::Tables => false,
        ExportFormat::Workbook => option == "--lang",
        ExportFormat::Deck => !matches!(option, "--model" | "--scale"),
        ExportFormat::Svg | ExportFormat::Network(_) => option != "--scale",
        ExportFormat::Png => true,
    };
    let refused = picture_options.into_iter().find(|(option, given)| *given && !is_taken(option));
    match refused {
        Some(("--scale", _)) => Err(format!("--scale goes with .png only, not with .{ending}; leave it out").into()),
        Some((option, _)) => {
            let ending = if ending.is_empty() { "folder".to_owned() } else { format!(".{ending}") };
            Err(format!("{option} goes with pictures and networks only, such as .svg, as a {ending} has the whole map; leave it out").into())
        }
        None => Ok(format),
    }
}

/// Whether a path is that of a folder: one that is there, or one that ends like one.
fn is_folder(path: &Path) -> bool {
    path.is_dir() || path.as_os_str().to_string_lossy().ends_with(['/', std::path::MAIN_SEPARATOR])
}

/// Writes the tables of a map into a folder, each in one piece. Other files there stay.
fn write_tables(map: &LinkageMap, folder: &Path) -> Result<ExitStatus, CommandError> {
    let failed = |path: &Path, error: &std::io::Error| {
        format!("{}: it cannot be saved: {}", path.display(), io_error_text(error, Language::English))
    };
    SystemDisk.create_folders(folder).map_err(|error| failed(folder, &error))?;
    for (name, bytes) in export_csv_tables(map) {
        let path = folder.join(name);
        storage::replace_file(&SystemDisk, &path, &bytes).map_err(|error| failed(&path, &error))?;
    }
    report_done(&format!("{}: written", folder.display()));
    Ok(ExitStatus::Done)
}

fn picture(map: &LinkageMap, args: &ExportArgs) -> Result<Picture, CommandError> {
    let language = language_or_system(args.lang);
    let path = &args.files.map;
    let options = PictureOptions {
        model: args.model.as_deref().map(|name| find_model(map, path, name)).transpose()?,
        year: args.year.unwrap_or(map.info().year),
        language,
        drawing: DrawingStyle::default(),
        dark: args.theme == Some(Theme::Dark),
        date: date(ZonedDateTime::now().date(), language),
        remark: None,
    };
    Picture::of(map, options).map_err(|error| format!("{}: {error}", path.display()).into())
}

fn png(picture: &Picture, args: &ExportArgs) -> Result<Vec<u8>, CommandError> {
    let requested = args.scale.unwrap_or(1.0);
    let path = args.files.output.display();
    let png = export_png_with_progress(picture, requested, &storage::system_fonts, &|_| true)
        .map_err(|error| format!("{path}: {error}; use .svg, which has no size"))?;
    if png.scale < requested {
        report(&format!(
            "{path}: drawn at {} times its size instead of {}, as a PNG has at most {} million points; an .svg keeps \
             every detail",
            number(f64::from(png.scale), Language::English),
            number(f64::from(requested), Language::English),
            png.max_pixels / 1e6,
        ));
    }
    report_marked_names(&args.files.output, &png.marked_names, "use .svg, which keeps them");
    Ok(png.bytes)
}

fn deck(map: &LinkageMap, args: &ExportArgs) -> Result<Vec<u8>, CommandError> {
    let assessment = assess(map, args.year.unwrap_or(map.info().year));
    let study = study(map, &assessment, &|_| true).ok_or("it was cancelled")?;
    let source = DeckSource {
        map,
        assessment: &assessment,
        study: &study,
        language: language_or_system(args.lang),
        supposing: None,
        dark: args.theme == Some(Theme::Dark),
    };
    let path = args.files.output.display();
    let deck = export_deck(source, &storage::system_fonts, &|_| true).map_err(|error| format!("{path}: {error}"))?;
    report_marked_names(&args.files.output, &deck.marked_names, "use .svg, which keeps them");
    Ok(deck.bytes)
}
