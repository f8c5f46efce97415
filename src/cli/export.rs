//! `export`: a map in another format, by the extension of the new file.

use std::io::Write;
use std::mem::ManuallyDrop;
use std::path::Path;

use jiff::ZonedDateTime;

use super::args::{ExportArgs, Theme, language_or_system};
use super::model_lookup::find_model;
use super::output::{CommandError, ExitStatus, is_same_file, report, report_done, report_marked_names, report_remark};
use crate::analysis::{ProgressCallback, assess, study};
use crate::exchange::{
    DeckSource, DrawnFile, FontLookup, NetworkFormat, Orientation, PageOptions, PageTheme, PaperError, PaperOptions,
    Picture, PictureError, PictureOptions, PngError, check_paper_size, export_csv_archive, export_csv_tables,
    export_deck, export_json, export_network, export_page, export_pdf, export_png_with_progress, export_slides_pdf,
    export_svg_to, export_workbook, io_error_text,
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
    Pdf,
    Page,
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
        ("pdf", ExportFormat::Pdf),
        ("html", ExportFormat::Page),
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
        ExportFormat::Deck => storage::replace_file(&SystemDisk, to, &slides(&map, args, export_deck)?),
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
        ExportFormat::Page => storage::replace_file(&SystemDisk, to, page(&map, args)?.as_bytes()),
        ExportFormat::Pdf if args.slides => {
            storage::replace_file(&SystemDisk, to, &slides(&map, args, export_slides_pdf)?)
        }
        ExportFormat::Pdf => storage::replace_file(&SystemDisk, to, &pdf(&map, args)?),
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
    let given = given_options(args);
    match given.into_iter().find(|(_, taken_by, is_given)| *is_given && !taken_by.fits(format)) {
        Some((option, TakenBy::One(only), _)) => {
            Err(format!("{option} goes with .{only} only, not with .{ending}; leave it out").into())
        }
        Some((option, TakenBy::Slides, _)) => {
            Err(format!("{option} goes with .pdf and .pptx only, not with .{ending}; leave it out").into())
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
    fn fits(self, format: ExportFormat) -> bool {
        let has_title =
            matches!(format, ExportFormat::Svg | ExportFormat::Png | ExportFormat::Pdf | ExportFormat::Page);
        match self {
            Self::One(ending) => formats().any(|known| known == (ending, format)),
            Self::Slides => matches!(format, ExportFormat::Pdf | ExportFormat::Deck),
            Self::TitleBlocks => has_title,
            Self::Pictures => has_title || matches!(format, ExportFormat::Network(_)),
            Self::Drawings => Self::Pictures.fits(format) || format == ExportFormat::Deck,
            Self::InLanguages => Self::Drawings.fits(format) || format == ExportFormat::Workbook,
        }
    }
}

/// The options that not every format takes, and whether they are given.
fn given_options(args: &ExportArgs) -> [(&'static str, TakenBy, bool); 12] {
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
        remark: None,
    })
}

fn picture(map: &LinkageMap, args: &ExportArgs) -> Result<Picture, CommandError> {
    Picture::of(map, picture_options(map, args)?).map_err(|error| no_picture(args, &error))
}

fn no_picture(args: &ExportArgs, error: &PictureError) -> CommandError {
    format!("{}: {error}", args.files.map.display()).into()
}

fn pdf(map: &LinkageMap, args: &ExportArgs) -> Result<Vec<u8>, CommandError> {
    let options = picture_options(map, args)?;
    let path = args.files.output.display();
    let refused = |error: PaperError| format!("{path}: {}", error.sentence(Language::English));
    if options.model.is_none() && !args.models {
        check_paper_size(map.actors().len()).map_err(refused)?;
    }
    let pictures = if args.models {
        if map.models().is_empty() {
            return Err(format!("{}: --models: the map has no models", args.files.map.display()).into());
        }
        Picture::of_models(map, &options, &|_| true)
    } else {
        Picture::of(map, options).map(|picture| vec![picture])
    };
    let pictures = ManuallyDrop::new(pictures.map_err(|error| no_picture(args, &error))?);
    let options = PaperOptions {
        size: args.paper.map(Into::into),
        orientation: args.landscape.then_some(Orientation::Landscape),
        is_tiled: args.tile,
        min_text: args.min_text.unwrap_or(PaperOptions::MIN_TEXT),
    };
    let pdf = export_pdf(&pictures, options, &storage::system_fonts, &|_| true).map_err(refused)?;
    let text_size = number((f64::from(pdf.text_size) * 10.0).floor() / 10.0, Language::English);
    report_done(&format!(
        "{path}: {} on {}, names of at least {text_size} points",
        if pdf.pages == 1 { "1 page".to_owned() } else { format!("{} pages", pdf.pages) },
        pdf.size.name(),
    ));
    report_marked_names(&args.files.output, &pdf.marked_names, "");
    Ok(pdf.bytes)
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

/// The slides of a map, written by `export`.
fn slides(
    map: &LinkageMap,
    args: &ExportArgs,
    export: fn(DeckSource<'_>, FontLookup<'_>, ProgressCallback<'_>) -> Result<DrawnFile, PngError>,
) -> Result<Vec<u8>, CommandError> {
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
    let drawn = export(source, &storage::system_fonts, &|_| true).map_err(|error| format!("{path}: {error}"))?;
    report_marked_names(&args.files.output, &drawn.marked_names, ", or use .svg, which keeps them");
    Ok(drawn.bytes)
}
