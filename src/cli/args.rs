//! Command line arguments.

use std::path::{Path, PathBuf};

use clap::{Args, CommandFactory, Parser, Subcommand, ValueEnum};

use super::check::Code;
use super::diff::DiffArgs;
use super::guide::GuideArgs;
use super::merge::MergeArgs;
use super::output::{ExitStatus, report};
use super::report::ReportArgs;
use crate::exchange::{
    Communes, ImportTable, NumberStyle, PaperOptions, PaperSize, SAMPLE_ACTORS, TableKind, column_help,
};
use crate::language::Language;
use crate::map::{Banding, YEARS, Year};

/// What to run.
#[derive(Debug)]
pub enum Invocation {
    /// A command without a window.
    Command(Box<CliCommand>),
    /// The window.
    Window {
        /// The map to open in it.
        path: Option<PathBuf>,
        /// The renderer to draw with; by default the one that suits the system.
        renderer: Option<Renderer>,
        /// The language to speak; by default the one that was chosen last, or the system's.
        language: Option<Language>,
    },
}

/// What draws the window.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Renderer {
    /// OpenGL.
    Glow,
    /// Vulkan, Metal or Direct3D.
    Wgpu,
}

/// Parses the command line. Exits the process after printing help, the version or a usage error.
pub fn invocation() -> Invocation {
    let cli = Cli::try_parse().unwrap_or_else(|error| {
        if !error.use_stderr() {
            error.exit();
        }
        report(&usage_error(&error));
        std::process::exit(ExitStatus::Failed as i32)
    });
    match cli.command {
        Some(command) => Invocation::Command(Box::new(command)),
        None => Invocation::Window { path: cli.map, renderer: cli.renderer, language: cli.lang.map(Language::from) },
    }
}

/// The command line as clap knows it, for manual pages and completions.
pub fn definition() -> clap::Command {
    Cli::command()
}

/// Draws and checks value-chain linkage maps: which cooperative models reach a buyer, and where the chain breaks.
///
/// Without a command it opens the window, with the map that is named, if any.
#[derive(Debug, Parser)]
#[command(
    name = "lienket",
    version,
    args_conflicts_with_subcommands = true,
    after_help = "Exit status: 0 done and nothing flagged; 1 some model flagged; 2 could not do it."
)]
struct Cli {
    #[command(subcommand)]
    command: Option<CliCommand>,
    /// The map to open in the window
    map: Option<PathBuf>,
    /// What draws the window
    #[arg(long, value_enum)]
    renderer: Option<Renderer>,
    /// The language of the window
    #[arg(long, value_enum)]
    lang: Option<Lang>,
}

/// A command.
#[derive(Debug, Subcommand)]
pub enum CliCommand {
    /// Say which cooperative models reach a buyer, and where and why the others break off
    ///
    /// Every model gets its verdict for one year, with the route that proves it or the breaks that stop it, and every
    /// map its findings. A folder stands for the *.lienket files in it, by name; folders in it are not looked into.
    /// Several maps are read at once and answered in the order given; as tables they end with a summary of all.
    #[command(
        after_help = "Examples:\n  lienket check saves/*.lienket --format csv > verdicts.csv\n  lienket check maps/ --lang vi\n  lienket check maps/ -o ket-qua.xlsx --lang vi\n  lienket check --explain contract_too_short\n\nExit status: 0 nothing flagged; 1 some model is on paper or has no buyer; 2 some map could not be read."
    )]
    Check(CheckArgs),
    /// List the actors, links or models of a map that meet conditions, or the map in numbers
    ///
    /// A condition is a field, a sign (= != < <= > >=) and a value, in English or Vietnamese; all of them must hold. A value
    /// may have spaces. Beside the fields of the tables, actors have `product`, `verdict` and `in_force`, links
    /// `product`, `in_force` and `years`, models `product` and `verdict`.
    #[command(
        after_help = "Examples:\n  lienket list actors can-tho.lienket --where \"kind=cooperative product=Lúa district=Thới Lai\"\n  lienket list links can-tho.lienket --where \"form!=contract in_force=yes\" --format csv"
    )]
    List(ListArgs),
    /// Make a map from tables or networks, or bring them into one
    ///
    /// Reads a register of actors and, where there are any, links, models, channels, products, figures and targets, from
    /// CSV or Excel files (.xlsx), or a network from yEd (.graphml), Gephi (.gexf), Graphviz (.dot, .gv), diagrams.net
    /// (.drawio), Cytoscape (.cx2, .json) or Kumu, or in GML, and writes a map that is laid out; a network in which all nodes
    /// have a place keeps them. With --into, it updates a map instead. If any cell is
    /// wrong, all wrong cells are told and nothing is written.
    #[command(
        after_help = "Example:\n  lienket import --actors tac-nhan.csv --links lien-ket.csv -o can-tho.lienket\n  lienket import so-htx.xlsx --into can-tho.lienket -o can-tho.lienket\n  lienket import so-do.drawio -o can-tho.lienket\n\n`lienket import --help` lists the columns of each table.",
        after_long_help = import_help()
    )]
    Import(Box<ImportArgs>),
    /// Write a map in another format, by the ending of the new file
    ///
    /// The JSON has everything that the map has, the places of the actors included; so have the workbook and the tables,
    /// which `import` reads back. Networks have the actors and links with all their fields, where they stand and how they
    /// are drawn. HTML is one page for any browser, without a network: the picture to move about in, and what is said about
    /// each model. SVG, PNG and PDF show the map as the window does, with lane headers, a legend and a title block. With --model,
    /// pictures and networks show only the chain of that model, laid out anew: all others are left out. A PDF is in real
    /// size: on one sheet where names are large enough, else on several to be laid together.
    #[command(
        after_help = "Known endings: .json, .svg, .png, .pdf, .html, .xlsx, .zip; as networks: .graphml (yEd), .gexf (Gephi), .dot or .gv (Graphviz), .drawio (diagrams.net), .cx2 (Cytoscape); a folder (OUT/) gets CSV tables\n\nExamples:\n  lienket export can-tho.lienket -o can-tho.json\n  lienket export can-tho.lienket -o can-tho.xlsx --lang vi\n  lienket export can-tho.lienket -o can-tho.svg --year 2020\n  lienket export can-tho.lienket -o can-tho.graphml\n  lienket export can-tho.lienket -o chuoi.png --model \"Xoài Hòa Lộc\" --scale 2\n  lienket export can-tho.lienket -o can-tho.pdf --paper A3 --lang vi\n  lienket export can-tho.lienket -o mo-hinh.pdf --models --paper A4\n\nA PNG has at most 64 million points; a larger one is drawn smaller, and said so."
    )]
    Export(ExportArgs),
    /// Write what a map comes to as a document to hand in
    ///
    /// Targets, all models with their verdicts, each flagged model with its drawn chain, its breaks and what would mend it,
    /// the findings by what to do, what lapses soon, and the sources: as a Word document, a PDF, or one page of HTML that needs no
    /// network. --no-date leaves today's date out.
    #[command(
        after_help = "Known endings: .docx, .pdf, .html\n\nExamples:\n  lienket report can-tho.lienket -o bao-cao.docx --lang vi\n  lienket report can-tho.lienket -o bao-cao.pdf --lang vi\n  lienket report can-tho.lienket -o report.html --year 2020 --lang en --office \"Cooperative Alliance\""
    )]
    Report(ReportArgs),
    /// Write the guide as one page for any browser, without a network
    ///
    /// It tells how to draw and check a map, what each verdict and finding means, the keys and the command line. In the
    /// window, F1 opens it.
    #[command(after_help = "Example:\n  lienket guide -o huong-dan.html --lang vi")]
    Guide(GuideArgs),
    /// Lay a map out; who is pinned or stands well stays
    ///
    /// Bands part the lanes from top to bottom, by what actors have in common. The map keeps which it has.
    #[command(
        after_help = "Examples, in place:\n  lienket tidy can-tho.lienket -o can-tho.lienket\n  lienket tidy can-tho.lienket -o can-tho.lienket --bands district\n  lienket tidy can-tho.lienket -o can-tho.lienket --thoroughly"
    )]
    Tidy(TidyArgs),
    /// Say what has changed from one state of a map to another one
    ///
    /// Records are paired by their ids; where nothing says that two files are of one map, by code and name first. What has
    /// changed is told record by record and field by field, with the verdicts
    /// that turned. Of two folders, the maps are paired by identity, then by the names of their files, and it ends with who
    /// gained and who lost a buyer.
    #[command(
        after_help = "Examples:\n  lienket diff can-tho-2019.lienket can-tho.lienket\n  lienket diff thang-10/ thang-11/ --format json\n\nExit status: 0 nothing has changed; 1 something has; 2 some map could not be read."
    )]
    Diff(DiffArgs),
    /// Make one map of two copies that were edited apart
    ///
    /// By record and field: what one copy has left as it was takes what the other one has made of it, lists are merged by
    /// element. Where both contradict each other, nothing is written unless --prefer says which one stands; all such
    /// places are listed. Which copy is named first changes nothing else.
    #[command(
        after_help = "Examples:\n  lienket merge cua-lan.lienket cua-minh.lienket --base goc.lienket -o chung.lienket\n  lienket merge cua-lan.lienket cua-minh.lienket --base goc.lienket --prefer b -o chung.lienket\n\nExit status: 0 merged; 1 the copies contradict each other, nothing written; 2 it could not be done."
    )]
    Merge(MergeArgs),
    /// List what is kept beside the files of maps, and write one of it out
    ///
    /// Without a map: the journals with edits that were never saved. With a map: its own, and its versions, the newest
    /// first; every save keeps what the file had before. They are in the user's own folder, never beside the map, and
    /// stay as they are.
    #[command(
        after_help = "Examples:\n  lienket recover\n  lienket recover can-tho.lienket\n  lienket recover can-tho.lienket --version 2 -o hom-qua.lienket\n  lienket recover --journal 00c0ffee00c0ffee-0123456789abcdef -o chua-luu.lienket"
    )]
    Recover(RecoverArgs),
    /// Make up a realistic random map, for trials and benchmarks
    ///
    /// The same number of actors and the same seed give the same map on every machine.
    #[command(after_help = "Example:\n  lienket sample --actors 2000 --seed 7 -o trial.lienket")]
    Sample(SampleArgs),
}

/// What `check` takes.
#[derive(Debug, Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of the command line")]
pub struct CheckArgs {
    /// The maps to check, or folders of maps
    #[arg(required_unless_present = "explain", value_name = "MAP")]
    pub(super) maps: Vec<PathBuf>,
    /// Say what a verdict, a break or a finding means, by which rule and law, and what to do
    #[arg(long, value_name = "CODE", conflicts_with_all = ["maps", "year", "format", "summary", "only"])]
    pub(super) explain: Option<String>,
    /// The year to check; by default the year of each map
    #[arg(long, value_name = "YEAR", value_parser = year())]
    pub(super) year: Option<Year>,
    /// Check as if this actor were gone: its whole name, or #id; may be given several times
    ///
    /// A #id is taken for an id when no actor has just that name. The answer says what it supposes.
    #[arg(long, value_name = "NAME")]
    pub(super) without: Vec<String>,
    /// Check as if all planned links were signed
    #[arg(long)]
    pub(super) with_planned: bool,
    /// One line a map, and totals
    #[arg(long)]
    pub(super) summary: bool,
    /// Only flagged models, and the findings that concern them
    #[arg(long)]
    pub(super) flagged: bool,
    /// Only findings of this code, or models of this verdict; may be given several times
    #[arg(long, value_name = "CODE", value_parser = code)]
    pub(super) only: Vec<Code>,
    /// How to answer
    #[arg(long, value_enum, default_value = "table")]
    pub(super) format: OutputFormat,
    /// What parts the cells of CSV; by default , and in Vietnamese ;
    #[arg(long, value_name = "CHARACTER", value_parser = separator)]
    pub(super) separator: Option<u8>,
    /// JSON over several lines, to be read by people
    #[arg(long)]
    pub(super) pretty: bool,
    /// Write all results into this workbook (.xlsx) instead of answering
    ///
    /// Its sheets: verdicts with proof or break, findings, targets, verdicts by year, totals by district, commune, product,
    /// kind and sector, the communes and districts as written and of before and since July 2025, shares of buyers, and how
    /// much is known.
    #[arg(
        short,
        long,
        value_name = "RESULTS.xlsx",
        conflicts_with_all = ["explain", "format", "summary", "flagged", "only", "separator", "pretty"]
    )]
    pub(super) output: Option<PathBuf>,
    /// The language of the answer; by default the system's
    #[arg(long, value_enum)]
    pub(super) lang: Option<Lang>,
}

/// What `list` takes.
#[derive(Debug, Args)]
pub struct ListArgs {
    /// What to list
    #[arg(value_enum)]
    pub(super) table: ListedTable,
    /// The map
    #[arg(value_name = "MAP")]
    pub(super) map: PathBuf,
    /// The conditions; without any, everything is listed
    #[arg(long = "where", value_name = "CONDITIONS")]
    pub(super) conditions: Option<String>,
    /// The year to look at; by default that of the map
    #[arg(long, value_name = "YEAR", value_parser = year())]
    pub(super) year: Option<Year>,
    /// By which communes and districts totals are: as written, of before 1 July 2025, or of today
    ///
    /// What may be several units stays under its written name, marked as not clear.
    #[arg(long, value_enum, value_name = "UNITS", default_value = "written")]
    pub(super) places: PlacesBy,
    /// How to answer
    #[arg(long, value_enum, default_value = "table")]
    pub(super) format: OutputFormat,
    /// The language of the answer; by default the system's
    #[arg(long, value_enum)]
    pub(super) lang: Option<Lang>,
}

/// By which units totals of places are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum PlacesBy {
    /// As the map writes them
    Written,
    /// Communes and districts of before 1 July 2025
    Old,
    /// Communes of today
    New,
}

/// What `list` lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ListedTable {
    /// The actors
    Actors,
    /// The links
    Links,
    /// The cooperative models
    Models,
    /// The map in numbers: by district, commune, product, kind and sector
    Totals,
    /// The buyers of each product with their shares, and how concentrated they are
    MarketShares,
    /// How much of the map is known
    Completeness,
}

impl ListedTable {
    pub(super) fn kind(self) -> TableKind {
        match self {
            Self::Actors => TableKind::Actors,
            Self::Links => TableKind::Links,
            Self::Models => TableKind::Models,
            Self::Totals => TableKind::Totals,
            Self::MarketShares => TableKind::MarketShares,
            Self::Completeness => TableKind::Completeness,
        }
    }
}

/// What `import` takes.
#[derive(Debug, Args)]
pub struct ImportArgs {
    /// Tables and networks; what they are is found out by what stands in them
    #[arg(value_name = "FILE", required_unless_present = "actors")]
    pub(super) files: Vec<PathBuf>,
    /// The table of actors
    #[arg(long, value_name = "A.csv")]
    pub(super) actors: Option<PathBuf>,
    /// The table of links
    #[arg(long, value_name = "L.csv")]
    pub(super) links: Option<PathBuf>,
    /// The table of cooperative models
    #[arg(long, value_name = "M.csv")]
    pub(super) models: Option<PathBuf>,
    /// The table of channels
    #[arg(long, value_name = "C.csv")]
    pub(super) channels: Option<PathBuf>,
    /// The table of products
    #[arg(long, value_name = "P.csv")]
    pub(super) products: Option<PathBuf>,
    /// The table of figures of actors by year
    #[arg(long, value_name = "F.csv")]
    pub(super) figures: Option<PathBuf>,
    /// The table of targets
    #[arg(long, value_name = "T.csv")]
    pub(super) targets: Option<PathBuf>,
    /// A map to bring the tables into: who is found again by id, code or name is updated; places, models and views stay
    #[arg(long, value_name = "MAP")]
    pub(super) into: Option<PathBuf>,
    /// Remove the actors that the table of actors no longer has; by default they are listed and stay
    #[arg(long, requires = "into")]
    pub(super) remove_missing: bool,
    /// Say what would be done, and write nothing
    #[arg(long)]
    pub(super) dry_run: bool,
    /// Replace the map that OUT is already
    #[arg(long)]
    pub(super) force: bool,
    /// The map to write
    #[arg(short, long, value_name = "OUT")]
    pub(super) output: PathBuf,
    /// How to read columns that could be either: 1.346,5 (vi) or 1,346.5 (en); all others tell by themselves
    #[arg(long, value_enum)]
    pub(super) numbers: Option<Lang>,
    /// The map's year; by default the latest year in the tables up to this one
    #[arg(long, value_name = "YEAR", value_parser = year())]
    pub(super) year: Option<Year>,
    /// The map's title; by default the name of its file
    #[arg(long)]
    pub(super) title: Option<String>,
    /// The city or province that the actors are in, by which communes and districts are recognised; by default that of the
    /// tables or of the map
    #[arg(long)]
    pub(super) place: Option<String>,
    /// Which communes to take where a table has those of before 1 July 2025 and each became part of just one
    #[arg(long, value_enum, default_value = "written")]
    pub(super) communes: CommunesTaken,
    /// The language of messages about the tables and of the stages that they need; by default the system's
    #[arg(long, value_enum)]
    pub(super) lang: Option<Lang>,
}

impl ImportArgs {
    /// The files to read, each with the table that it is said to be.
    pub(super) fn tables(&self) -> impl Iterator<Item = (Option<ImportTable>, &Path)> {
        let told = [
            (ImportTable::Actors, &self.actors),
            (ImportTable::Links, &self.links),
            (ImportTable::Models, &self.models),
            (ImportTable::Channels, &self.channels),
            (ImportTable::Products, &self.products),
            (ImportTable::Figures, &self.figures),
            (ImportTable::Targets, &self.targets),
        ];
        let told = told.into_iter().filter_map(|(table, path)| Some((Some(table), path.as_deref()?)));
        told.chain(self.files.iter().map(|path| (None, path.as_path())))
    }
}

/// What commands take that read one map and write one file.
#[derive(Debug, Args)]
pub struct MapToFile {
    /// The map to read
    pub(super) map: PathBuf,
    /// The file to write
    #[arg(short, long, value_name = "OUT")]
    pub(super) output: PathBuf,
}

/// What `export` takes.
#[derive(Debug, Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of its own")]
pub struct ExportArgs {
    #[command(flatten)]
    pub(super) files: MapToFile,
    /// Show only the chain of this model: its whole name, or #id
    #[arg(long, value_name = "NAME", conflicts_with = "models")]
    pub(super) model: Option<String>,
    /// Show each model on a page of its own, those first that reach no buyer
    #[arg(long)]
    pub(super) models: bool,
    /// Show the slides of a meeting, one a page: the whole map, the targets, each model, what lapses and changes, the views
    #[arg(long, conflicts_with_all = ["model", "models", "paper", "landscape", "tile", "min_text"])]
    pub(super) slides: bool,
    /// The year to show; by default the map's own
    #[arg(long, value_name = "YEAR", value_parser = year())]
    pub(super) year: Option<Year>,
    /// The language of legend and title block; by default the system's
    #[arg(long, value_enum)]
    pub(super) lang: Option<Lang>,
    /// Dark on light, or light on dark; by default light
    #[arg(long, value_enum)]
    pub(super) theme: Option<Theme>,
    /// Size of a PNG, 1 to 4 times that of the SVG; by default 1
    #[arg(long, value_name = "TIMES", value_parser = scale)]
    pub(super) scale: Option<f32>,
    /// The size of the sheets; by default the smallest on which names are large enough
    #[arg(long, value_enum, value_name = "SIZE", ignore_case = true)]
    pub(super) paper: Option<PaperArg>,
    /// Sheets that are wider than high; by default as the names are larger
    #[arg(long)]
    pub(super) landscape: bool,
    /// Spread the map over several sheets to be laid together, even if it fits on one
    #[arg(long)]
    pub(super) tile: bool,
    /// The least size of names on paper, in points; where they would be smaller, the map is spread over several sheets
    #[arg(long, value_name = "POINTS", value_parser = min_text)]
    pub(super) min_text: Option<f32>,
    /// Who hands it in, in the title block
    #[arg(long, value_name = "NAME")]
    pub(super) office: Option<String>,
    /// Leave today's date out
    #[arg(long)]
    pub(super) no_date: bool,
}

/// A size of paper.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum PaperArg {
    /// 210 × 297 mm
    #[value(name = "A4")]
    A4,
    /// 297 × 420 mm
    #[value(name = "A3")]
    A3,
    /// 420 × 594 mm
    #[value(name = "A2")]
    A2,
    /// 594 × 841 mm
    #[value(name = "A1")]
    A1,
    /// 841 × 1189 mm
    #[value(name = "A0")]
    A0,
}

impl From<PaperArg> for PaperSize {
    fn from(size: PaperArg) -> Self {
        match size {
            PaperArg::A4 => Self::A4,
            PaperArg::A3 => Self::A3,
            PaperArg::A2 => Self::A2,
            PaperArg::A1 => Self::A1,
            PaperArg::A0 => Self::A0,
        }
    }
}

/// Light or dark.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Theme {
    /// Dark letters on a light ground
    Light,
    /// Light letters on a dark ground
    Dark,
}

/// What `tidy` takes.
#[derive(Debug, Args)]
pub struct TidyArgs {
    #[command(flatten)]
    pub(super) files: MapToFile,
    /// What bands across the lanes stand for; by default what the map says
    #[arg(long, value_enum, value_name = "BY")]
    pub(super) bands: Option<BandingArg>,
    /// Look much longer for an arrangement with fewer crossings: seconds for 2,000 actors, a minute for 100,000
    #[arg(long)]
    pub(super) thoroughly: bool,
}

/// Bands to lay a map out in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum BandingArg {
    /// No bands
    None,
    /// By the actors' districts
    District,
    /// By the actors' communes
    Commune,
    /// By the product that an actor has most to do with
    Product,
    /// By the first model that an actor belongs to
    Model,
    /// By the union that an actor belongs to
    Union,
}

impl From<BandingArg> for Option<Banding> {
    fn from(bands: BandingArg) -> Self {
        match bands {
            BandingArg::None => None,
            BandingArg::District => Some(Banding::District),
            BandingArg::Commune => Some(Banding::Commune),
            BandingArg::Product => Some(Banding::Product),
            BandingArg::Model => Some(Banding::Model),
            BandingArg::Union => Some(Banding::Union),
        }
    }
}

/// What `recover` takes.
#[derive(Debug, Args)]
#[command(group = clap::ArgGroup::new("what").args(["version", "journal"]))]
pub struct RecoverArgs {
    /// The map, also where its file is damaged or gone
    #[arg(value_name = "MAP")]
    pub(super) map: Option<PathBuf>,
    /// Write out the version of this number
    #[arg(long, value_name = "N", requires = "map", requires = "output", conflicts_with = "journal")]
    pub(super) version: Option<usize>,
    /// Write out what this journal gives back
    #[arg(long, value_name = "NAME", requires = "output", conflicts_with = "map")]
    pub(super) journal: Option<String>,
    /// The file to write
    #[arg(short, long, value_name = "OUT", requires = "what")]
    pub(super) output: Option<PathBuf>,
    /// How to list
    #[arg(long, value_enum, default_value = "table")]
    pub(super) format: RecoverFormat,
    /// The language of the answer; by default the system's
    #[arg(long, value_enum)]
    pub(super) lang: Option<Lang>,
}

/// How `recover` lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum RecoverFormat {
    /// To read
    Table,
    /// For programs: one object
    Json,
}

/// What `sample` takes.
#[derive(Debug, Args)]
pub struct SampleArgs {
    /// How many actors
    #[arg(long, value_name = "N", value_parser = sample_actors())]
    pub(super) actors: u32,
    /// Which of all such maps
    #[arg(long, value_name = "S", default_value_t = 1)]
    pub(super) seed: u64,
    /// The map to write
    #[arg(short, long, value_name = "MAP")]
    pub(super) output: PathBuf,
}

/// How `check` answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum OutputFormat {
    /// To read
    Table,
    /// For programs: one object a map, in an array when several or a folder
    Json,
    /// For spreadsheets, in UTF-8 with a byte order mark; of a check a row for each core actor and product of a model
    Csv,
}

/// Which communes an import takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum CommunesTaken {
    /// Those that are written
    Written,
    /// Those of today
    New,
}

impl From<CommunesTaken> for Communes {
    fn from(taken: CommunesTaken) -> Self {
        match taken {
            CommunesTaken::Written => Self::AsWritten,
            CommunesTaken::New => Self::OfToday,
        }
    }
}

/// A language, or a country's way of writing numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Lang {
    /// Vietnamese
    Vi,
    /// English
    En,
}

impl From<Lang> for Language {
    fn from(lang: Lang) -> Self {
        match lang {
            Lang::Vi => Self::Vietnamese,
            Lang::En => Self::English,
        }
    }
}

impl From<Lang> for NumberStyle {
    fn from(lang: Lang) -> Self {
        match lang {
            Lang::Vi => Self::Vietnamese,
            Lang::En => Self::English,
        }
    }
}

/// A usage error in one line: the first paragraph of the parser's message, and the help to read.
fn usage_error(error: &clap::Error) -> String {
    let text = error.render().to_string();
    let paragraph = text.strip_prefix("error: ").unwrap_or(&text).lines().map(str::trim);
    let message: Vec<&str> = paragraph.take_while(|line| !line.is_empty()).collect();
    let first = std::env::args_os().nth(1);
    let first = first.as_ref().and_then(|first| first.to_str()).unwrap_or_default();
    let command = Cli::command().find_subcommand(first).map(|known| format!("{} ", known.get_name()));
    let command = command.unwrap_or_default();
    format!("{}; see lienket {command}--help", message.join(" "))
}

/// The requested language, or else the system's.
pub(super) fn language_or_system(requested: Option<Lang>) -> Language {
    requested.map_or_else(Language::of_system, Language::from)
}

pub(super) fn year() -> clap::builder::RangedI64ValueParser<Year> {
    clap::value_parser!(i32).range(i64::from(*YEARS.start())..=i64::from(*YEARS.end()))
}

/// Parses the code of a finding or verdict.
fn code(typed: &str) -> Result<Code, String> {
    Code::parse(typed).ok_or_else(|| "it is the code of no finding and no verdict".to_owned())
}

/// Parses a separator of cells: one character, or the word for a tab.
fn separator(typed: &str) -> Result<u8, String> {
    match typed {
        "tab" | "\\t" | "\t" => Ok(b'\t'),
        ";" | "," | "|" => Ok(typed.as_bytes().first().copied().unwrap_or(b',')),
        _ => Err("it must be , or ; or | or tab".to_owned()),
    }
}

/// Parses a scale from 1 to 4, also written as 2x or 2×.
fn scale(typed: &str) -> Result<f32, String> {
    let number = typed.trim_end_matches(['x', 'X', '×']);
    let scale: Option<f32> = number.parse().ok();
    scale.filter(|scale| (1.0..=4.0).contains(scale)).ok_or_else(|| "it must be from 1 to 4".to_owned())
}

/// Parses the least size of names on paper.
fn min_text(typed: &str) -> Result<f32, String> {
    let size: Option<f32> = typed.trim_end_matches("pt").trim_end().parse().ok();
    let sizes = PaperOptions::MIN_TEXTS;
    let known = size.filter(|size| sizes.contains(size));
    known.ok_or_else(|| format!("it must be from {} to {} points", sizes.start(), sizes.end()))
}

fn sample_actors() -> clap::builder::RangedI64ValueParser<u32> {
    clap::value_parser!(u32).range(i64::from(*SAMPLE_ACTORS.start())..=i64::from(*SAMPLE_ACTORS.end()))
}

fn import_help() -> String {
    format!(
        "Example:\n  lienket import --actors tac-nhan.csv --links lien-ket.csv -o can-tho.lienket\n\n\
         The tables are UTF-8 text; comma, semicolon or tab between cells is found out. The first row names the \
         columns, in English or Vietnamese, in any order; * marks those that must be there. Lists inside a cell are \
         separated by | or ;.\n\n\
         Of a network, nodes are actors and edges are links from source to target. Attributes are columns by the same \
         names, such as kind, supply or form; a label is the name of a node, and on an edge its form, products or share, \
         else a note; the lane, group or cluster around a node is its stage. A number in an attribute id is an id, the keys \
         of nodes are none. What has no place in a map is told and left out.\n\n{}",
        column_help()
    )
}
