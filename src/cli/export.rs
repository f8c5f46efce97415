//! `export`: a map in another format, by the extension of the new file.

use std::io::Write;
use std::mem::ManuallyDrop;
use std::path::Path;

use jiff::ZonedDateTime;

use super::args::{ExportArgs, Theme, language_or_system};
use super::model_lookup::find_model;
use super::output::{CommandError, ExitStatus, is_same_file, report, report_done, report_marked_names, report_remark};
use crate::exchange::{
    ExportChoices, ExportContent, ExportError, ExportFigures, ExportFormat, ExportRequest, ExportSource, NetworkFormat,
    Orientation, PageOptions, PageTheme, PaperOptions, Picture, PictureError, PictureOptions, export_csv_archive,
    export_csv_tables, export_file, export_json, export_network, export_page, export_png_with_progress, export_svg_to,
    export_workbook, io_error_text,
};
use crate::language::{Language, date, number, sheets_line};
use crate::map::{DrawingStyle, LinkageMap, Neighborhood};
use crate::storage::{self, Disk, SystemDisk};

/// An export format.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum FileFormat {
    Json,
    Svg,
    Png,
    Pdf,
    Page,
    Workbook,
    Deck,
    /// A folder of CSV tables, or an archive of one.
    Tables,
    Network(NetworkFormat),
}

/// The formats, by file extension.
fn formats() -> impl Iterator<Item = (&'static str, FileFormat)> {
    let whole = [
        ("json", FileFormat::Json),
        ("svg", FileFormat::Svg),
        ("png", FileFormat::Png),
        ("pdf", FileFormat::Pdf),
        ("html", FileFormat::Page),
        ("xlsx", FileFormat::Workbook),
        ("pptx", FileFormat::Deck),
        ("zip", FileFormat::Tables),
    ];
    whole.into_iter().chain(NetworkFormat::ENDINGS.map(|(ending, format)| (ending, FileFormat::Network(format))))
}

pub(super) fn run(args: &ExportArgs) -> Result<ExitStatus, CommandError> {
    let (from, to) = (&args.files.map, &args.files.output);
    let format = export_format(args)?;
    // The process ends after the file is written: freeing a country's records and marks would only take time.
    let map = ManuallyDrop::new(storage::open(from)?);
    if is_same_file(from, to) {
        return Err(format!("{}: this is the map itself; write to another file", to.display()).into());
    }
    if format == FileFormat::Tables && is_folder(to) {
        return write_tables(&map, to);
    }
    let written = match format {
        FileFormat::Workbook => {
            let workbook = export_workbook(&map, language_or_system(args.lang))
                .map_err(|error| format!("{}: {error}", to.display()))?;
            storage::replace_file(&SystemDisk, to, &workbook)
        }
        FileFormat::Tables => storage::replace_file(&SystemDisk, to, &export_csv_archive(&map)),
        FileFormat::Json => storage::replace_file(&SystemDisk, to, &export_json(&map)),
        FileFormat::Svg => {
            let picture = ManuallyDrop::new(picture(&map, args)?);
            let write =
                |file: &mut (dyn Write + Send)| export_svg_to(&picture, |piece| file.write_all(piece.as_bytes()));
            storage::replace_file_with(&SystemDisk, to, write)
        }
        FileFormat::Network(format) => {
            let network = export_network(&ManuallyDrop::new(picture(&map, args)?), format);
            storage::replace_file(&SystemDisk, to, &network)
        }
        FileFormat::Png => {
            storage::replace_file(&SystemDisk, to, &png(&ManuallyDrop::new(picture(&map, args)?), args)?)
        }
        FileFormat::Page => storage::replace_file(&SystemDisk, to, page(&map, args)?.as_bytes()),
        FileFormat::Pdf | FileFormat::Deck => storage::replace_file(&SystemDisk, to, &document(&map, args, format)?),
    };
    let replaced = written.map_err(|error| {
        format!("{}: it cannot be saved: {}", to.display(), io_error_text(&error, Language::English))
    })?;
    report_remark(to, &replaced, Language::English);
    report_done(&format!("{}: written", to.display()));
    Ok(ExitStatus::Done)
}

/// The format of the file extension; an error when an option does not apply to it.
fn export_format(args: &ExportArgs) -> Result<FileFormat, CommandError> {
    let path = &args.files.output;
    let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase()).unwrap_or_default();
    let by_ending = || formats().find(|(known, _)| *known == ending).map(|(_, format)| format);
    let Some(format) = is_folder(path).then_some(FileFormat::Tables).or_else(by_ending) else {
        let known = formats().map(|(known, _)| format!(".{known}")).collect::<Vec<_>>().join(", ");
        let path = path.display();
        return Err(format!("{path}: this ending is not known; use one of: {known}; or a folder, {path}/").into());
    };
    let given = given_options(args);
    match given.into_iter().find(|(_, taken_by, is_given)| *is_given && !taken_by.fits(format)) {
        Some((option, TakenBy::One(only), _)) => {
            Err(format!("{option} goes with .{only} only, not with .{ending}; leave it out").into())
        }
        Some((option, TakenBy::Slides, _)) => {
            Err(format!("{option} goes with .pdf and .pptx only, not with .{ending}; leave it out").into())
        }
        Some((option, TakenBy::TitleBlocks, _)) => {
            Err(format!("{option} goes with .svg, .png, .pdf and .html only, which have a title block; leave it out")
                .into())
        }
        Some((option, ..)) => {
            let ending = if ending.is_empty() { "folder".to_owned() } else { format!(".{ending}") };
            Err(format!("{option} goes with pictures and networks only, such as .svg, as a {ending} has the whole map; leave it out").into())
        }
        None => Ok(format),
    }
}

/// Which formats take an option.
#[derive(Clone, Copy)]
enum TakenBy {
    /// That of this ending.
    One(&'static str),
    /// Those that have pages for slides.
    Slides,
    /// Those that show a map: pictures, paper and networks.
    Pictures,
    /// These and slides.
    Drawings,
    /// Those that have text of the program's own.
    InLanguages,
    /// Those that have a title block.
    TitleBlocks,
}

impl TakenBy {
    fn fits(self, format: FileFormat) -> bool {
        let has_title = matches!(format, FileFormat::Svg | FileFormat::Png | FileFormat::Pdf | FileFormat::Page);
        match self {
            Self::One(ending) => formats().any(|known| known == (ending, format)),
            Self::Slides => matches!(format, FileFormat::Pdf | FileFormat::Deck),
            Self::TitleBlocks => has_title,
            Self::Pictures => has_title || matches!(format, FileFormat::Network(_)),
            Self::Drawings => Self::Pictures.fits(format) || format == FileFormat::Deck,
            Self::InLanguages => Self::Drawings.fits(format) || format == FileFormat::Workbook,
        }
    }
}

/// The options that not every format takes, and whether they are given.
fn given_options(args: &ExportArgs) -> [(&'static str, TakenBy, bool); 13] {
    [
        ("--model", TakenBy::Pictures, args.model.is_some()),
        ("--year", TakenBy::Drawings, args.year.is_some()),
        ("--theme", TakenBy::Drawings, args.theme.is_some()),
        ("--lang", TakenBy::InLanguages, args.lang.is_some()),
        ("--scale", TakenBy::One("png"), args.scale.is_some()),
        ("--models", TakenBy::One("pdf"), args.models),
        ("--slides", TakenBy::Slides, args.slides),
        ("--paper", TakenBy::One("pdf"), args.paper.is_some()),
        ("--landscape", TakenBy::One("pdf"), args.landscape),
        ("--tile", TakenBy::One("pdf"), args.tile),
        ("--min-text", TakenBy::One("pdf"), args.min_text.is_some()),
        ("--no-date", TakenBy::TitleBlocks, args.no_date),
        ("--office", TakenBy::TitleBlocks, args.office.is_some()),
    ]
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

fn picture_options(map: &LinkageMap, args: &ExportArgs) -> Result<PictureOptions, CommandError> {
    let language = language_or_system(args.lang);
    let today = || date(ZonedDateTime::now().date(), language);
    Ok(PictureOptions {
        model: args.model.as_deref().map(|name| find_model(map, &args.files.map, name)).transpose()?,
        year: args.year.unwrap_or(map.info().year),
        language,
        drawing: DrawingStyle::default(),
        dark: args.theme == Some(Theme::Dark),
        date: if args.no_date { String::new() } else { today() },
        office: args.office.clone().unwrap_or_default(),
        remark: None,
    })
}

fn picture(map: &LinkageMap, args: &ExportArgs) -> Result<Picture, CommandError> {
    Picture::of(map, picture_options(map, args)?).map_err(|error| no_picture(args, &error))
}

fn no_picture(args: &ExportArgs, error: &PictureError) -> CommandError {
    format!("{}: {error}", args.files.map.display()).into()
}

/// Sheets or slides of a map.
fn document(map: &LinkageMap, args: &ExportArgs, format: FileFormat) -> Result<Vec<u8>, CommandError> {
    let path = args.files.output.display();
    let options = picture_options(map, args)?;
    let has_slides = args.slides || format == FileFormat::Deck;
    let content = if has_slides {
        ExportContent::Slides
    } else if args.models {
        ExportContent::Models
    } else if options.model.is_some() {
        ExportContent::Model
    } else {
        ExportContent::Map
    };
    let choices = ExportChoices {
        content,
        format: if format == FileFormat::Deck { ExportFormat::Deck } else { ExportFormat::Pdf },
        size: args.paper.map(Into::into),
        orientation: args.landscape.then_some(Orientation::Landscape),
        is_tiled: args.tile,
        min_text: args.min_text.unwrap_or(PaperOptions::MIN_TEXT),
        language: Some(options.language),
        is_dark: options.dark,
        office: options.office,
    };
    let source = ExportSource {
        map,
        year: options.year,
        drawing: options.drawing,
        neighborhood: Neighborhood::default(),
        supposing: None,
        meeting: None,
        date: (!args.no_date).then(|| ZonedDateTime::now().date()),
        language: options.language,
    };
    let request = ExportRequest { choices, model: options.model, ..ExportRequest::default() };
    let exported = export_file(source, &request, &storage::system_fonts, &|_| true);
    let exported = exported.map_err(|error| match error {
        ExportError::NoModels => format!("{}: --models: the map has no models", args.files.map.display()),
        _ => format!("{path}: {error}"),
    })?;
    if let ExportFigures::Sheets(pages, size, text_size) = exported.figures {
        report_done(&format!("{path}: {}", sheets_line(pages, size.name(), text_size, Language::English)));
    }
    let or_else = if has_slides { ", or use .svg, which keeps them" } else { "" };
    report_marked_names(&args.files.output, &exported.marked_names, or_else);
    Ok(exported.bytes)
}

fn page(map: &LinkageMap, args: &ExportArgs) -> Result<String, CommandError> {
    let picture = picture_options(map, args)?;
    let options = PageOptions {
        model: picture.model,
        year: picture.year,
        language: picture.language,
        drawing: picture.drawing,
        theme: match args.theme {
            None => PageTheme::System,
            Some(Theme::Light) => PageTheme::Light,
            Some(Theme::Dark) => PageTheme::Dark,
        },
        date: (!args.no_date).then(|| ZonedDateTime::now().date()),
        supposing: None,
        office: &picture.office,
    };
    export_page(map, &options).map_err(|error| format!("{}: {error}", args.files.map.display()).into())
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
    report_marked_names(&args.files.output, &png.marked_names, ", or use .svg, which keeps them");
    Ok(png.bytes)
}
