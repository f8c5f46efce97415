//! Settings as text and as a file: nothing that a person or another version wrote there is lost.

use std::fs;
use std::path::{Path, PathBuf};

use lienket::app::Settings;
use lienket::command::{ColorScheme, UiScale};
use lienket::language::Language;
use lienket::map::{Colouring, DrawingStyle};
use proptest::prelude::*;

/// The fields of a file, with a value of each that is not the usual one.
const FIELDS: [(&str, &str); 10] = [
    ("language", "Some(vi)"),
    ("look", "dark"),
    ("scale", "large"),
    ("findings_open", "true"),
    ("overview", "false"),
    ("drawing", "(colouring: district, volumes: true)"),
    ("legend", "true"),
    ("less_motion", "Some(false)"),
    ("recent", "[\"/a\", \"/b c\"]"),
    ("export", "(content: models, format: network(graphml), size: Some(A3), min_text: 9.5, office: \"Sở\")"),
];

/// What no field understands.
const JUNK: [&str; 7] = [
    "Sepia",
    "Some(Klingon(3))",
    "-1.5e3",
    "{\"a\": [1, 2], \"b\": ()}",
    "(x: 1, y: \", )\")",
    "r#\"a\"#",
    "(1, /* two */ 2)",
];

fn file_of(fields: &[(&str, &str)]) -> String {
    let fields: Vec<String> = fields.iter().map(|(name, value)| format!("    {name}: {value}, // note\n")).collect();
    format!("(\n{})", fields.concat())
}

/// The fields as text, to be compared one by one.
fn values(settings: &Settings) -> [String; 10] {
    let Settings {
        language,
        color_scheme: look,
        scale,
        findings_open,
        minimap: overview,
        drawing,
        legend,
        less_motion,
        recent,
        export,
        ..
    } = settings;
    [
        format!("{language:?}"),
        format!("{look:?}"),
        format!("{scale:?}"),
        format!("{findings_open:?}"),
        format!("{overview:?}"),
        format!("{drawing:?}"),
        format!("{legend:?}"),
        format!("{less_motion:?}"),
        format!("{recent:?}"),
        format!("{export:?}"),
    ]
}

fn settings() -> impl Strategy<Value = Settings> {
    let languages = prop_oneof![Just(None), Just(Some(Language::Vietnamese)), Just(Some(Language::English))];
    let chosen =
        (languages, prop::sample::select(ColorScheme::ALL.to_vec()), prop::sample::select(UiScale::ALL.to_vec()));
    let drawing = (prop::sample::select(Colouring::ALL.to_vec()), any::<[bool; 2]>());
    let recent = prop::collection::vec("\\PC{0,12}|[\\x00-\\x7f]{0,6}", 0..5);
    (chosen, drawing, any::<[bool; 3]>(), any::<Option<bool>>(), recent).prop_map(
        |(
            (language, look, scale),
            (colouring, [volumes, labels_hidden]),
            [findings_open, overview, legend],
            less_motion,
            recent,
        )| {
            let recent = recent.into_iter().map(PathBuf::from).collect();
            let drawing = DrawingStyle { colouring, volumes, labels_hidden };
            let some = Settings {
                language,
                color_scheme: look,
                scale,
                findings_open,
                minimap: overview,
                drawing,
                legend,
                ..Settings::default()
            };
            Settings { less_motion, recent, ..some }
        },
    )
}

proptest! {
    #[test]
    fn settings_are_read_as_they_were_written(settings in settings()) {
        prop_assert_eq!(Settings::parse(&settings.to_text()).unwrap(), settings);
    }

    #[test]
    fn junk_in_one_field_costs_no_other_and_stays(
        at in 0..FIELDS.len(),
        junk in prop::sample::select(JUNK.to_vec()),
        later in settings(),
    ) {
        let whole = Settings::parse(&file_of(&FIELDS)).unwrap();
        let mut fields = FIELDS;
        fields[at].1 = junk;
        let mut read = Settings::parse(&file_of(&fields)).unwrap();
        let (all, some, usual) = (values(&whole), values(&read), values(&Settings::default()));
        for other in 0..FIELDS.len() {
            prop_assert_eq!(&some[other], if other == at { &usual[other] } else { &all[other] });
        }
        let line = format!("{}: {junk},\n", FIELDS[at].0);
        prop_assert!(read.to_text().contains(&line), "{}", read.to_text());
        prop_assert_eq!(&Settings::parse(&read.to_text()).unwrap(), &read);
        // It goes when that very setting is changed, also once it is as it was, and not before.
        let (file, unread) = (read.file.clone(), read.unknown_fields.clone());
        read.change(|settings| *settings = Settings { file, unknown_fields: unread, ..later });
        let changed = values(&read)[at] != usual[at];
        prop_assert_eq!(read.to_text().contains(&line), !changed, "{}", read.to_text());
        prop_assert_eq!(&Settings::parse(&read.to_text()).unwrap(), &read);
        let unread = read.unknown_fields.clone();
        read.change(|settings| *settings = Settings { unknown_fields: unread, ..Settings::default() });
        prop_assert_eq!(read.to_text().contains(&line), !changed, "{}", read.to_text());
    }

    #[test]
    fn fields_of_another_version_stay(
        names in prop::collection::btree_set("[a-z_][a-z0-9_]{0,6}|[a-z][a-zđ.+-]{1,6}", 0..5),
        junk in prop::sample::select(JUNK.to_vec()),
        inside in any::<bool>(),
    ) {
        let written: Vec<String> = names.iter().map(|name| format!("r#{name}: {junk}")).collect();
        let text = if inside { format!("(drawing: (volumes: true, {}))", written.join(", ")) } else { format!("(look: dark, {})", written.join(", ")) };
        let read = Settings::parse(&text).unwrap();
        let is_read = if inside { read.drawing.volumes } else { read.color_scheme == ColorScheme::Dark };
        prop_assert!(is_read);
        prop_assert_eq!(&Settings::parse(&read.to_text()).unwrap(), &read);
        let again = read.to_text();
        for name in names.iter().filter(|name| FIELDS.iter().all(|(known, _)| known != name)) {
            prop_assert!(again.contains(&format!("{name}: {junk}")), "{again}");
        }
    }
}

#[test]
fn an_unknown_word_costs_no_other_field() {
    let mut settings = Settings::parse("(language: Some(en), look: Sepia, legend: true)").unwrap();
    assert_eq!(
        (settings.language, settings.color_scheme, settings.legend),
        (Some(Language::English), ColorScheme::System, true)
    );
    settings.change(|settings| settings.legend = false);
    assert!(settings.to_text().contains("look: Sepia"));
    settings.change(|settings| settings.color_scheme = ColorScheme::Dark);
    settings.change(|settings| settings.color_scheme = ColorScheme::System);
    assert!(settings.to_text().contains("look: system"));
}

#[test]
fn a_word_inside_a_field_costs_nothing_beside_it() {
    let mut settings = Settings::parse("(drawing: (colouring: rainbow, volumes: true))").unwrap();
    assert!(settings.drawing.volumes && settings.drawing.colouring == Colouring::Kind);
    settings.change(|settings| settings.drawing.volumes = false);
    assert!(settings.to_text().contains("drawing: (colouring: rainbow, volumes: false,"), "{}", settings.to_text());
}

#[test]
fn options_in_a_file_hold_for_its_fields() {
    let settings = Settings::parse("#![enable(implicit_some)]\n(language: en, less_motion: true)").unwrap();
    assert_eq!((settings.language, settings.less_motion), (Some(Language::English), Some(true)));
}

#[cfg(unix)]
#[test]
fn a_path_that_is_no_text_is_left_out_alone() {
    use std::os::unix::ffi::OsStrExt;
    let strange = PathBuf::from(std::ffi::OsStr::from_bytes(b"/m\xff"));
    let mut settings = Settings {
        recent: vec!["/a".into(), strange, "/b".into()],
        color_scheme: ColorScheme::Dark,
        ..Settings::default()
    };
    let read = Settings::parse(&settings.to_text()).unwrap();
    settings.recent.remove(1);
    assert_eq!(read, settings);
}

#[test]
fn what_is_no_settings_is_kept_beside_and_never_written_over() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("settings.ron");
    let kept = |name: &str| fs::read(folder.path().join(name)).ok();
    let fresh = Settings::default().to_text();
    for (text, names) in [(&b"(look: dark"[..], 1), (b"\xff\xfe", 2), (b"(look: dark", 2), (b"{1: 2}", 3)] {
        fs::write(&file, text).unwrap();
        let read = Settings::read(&file);
        assert_eq!(read, Settings { file: Some(file.clone()), ..Settings::default() });
        assert_eq!(fs::read(&file).unwrap(), text, "reading alone changes nothing");
        Settings::write_text(&lienket::storage::SystemDisk, &file, &read.to_text()).unwrap();
        assert_eq!(fs::read_to_string(&file).unwrap(), fresh);
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), names + 1);
    }
    assert_eq!(kept("settings-unreadable.ron").unwrap(), b"(look: dark");
    assert_eq!(kept("settings-unreadable-2.ron").unwrap(), b"\xff\xfe");
    assert_eq!(kept("settings-unreadable-3.ron").unwrap(), b"{1: 2}");
    // What can be read needs no copy.
    fs::write(&file, "(look: Sepia)").unwrap();
    Settings::write_text(&lienket::storage::SystemDisk, &file, &Settings::read(&file).to_text()).unwrap();
    assert!(fs::read_to_string(&file).unwrap().contains("look: Sepia"));
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 4);
}

#[test]
fn a_file_that_cannot_be_read_is_never_written_over() {
    let folder = tempfile::tempdir().unwrap();
    // A folder in its place cannot be read as a file, whoever asks.
    let file = folder.path().join("settings.ron");
    fs::create_dir(&file).unwrap();
    fs::write(file.join("inside"), "x").unwrap();
    assert_eq!(Settings::read(&file).file, None);
    assert!(Settings::write_text(&lienket::storage::SystemDisk, &file, &Settings::default().to_text()).is_err());
    assert_eq!(fs::read(file.join("inside")).unwrap(), b"x");
    let below = Path::new(&file).join("inside").join("settings.ron");
    assert_eq!(Settings::read(&below).file, None, "there cannot be any file");
}

#[test]
fn settings_are_made_where_there_are_none() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("a").join("settings.ron");
    let read = Settings::read(&file);
    assert_eq!(read.file.as_deref(), Some(file.as_path()));
    Settings::write_text(
        &lienket::storage::SystemDisk,
        &file,
        &Settings { color_scheme: ColorScheme::Dark, ..read }.to_text(),
    )
    .unwrap();
    assert_eq!(Settings::read(&file).color_scheme, ColorScheme::Dark);
    fs::write(&file, " \n").unwrap();
    Settings::write_text(&lienket::storage::SystemDisk, &file, "()").unwrap();
    assert_eq!(fs::read_dir(file.parent().unwrap()).unwrap().count(), 1, "there is nothing to keep of an empty file");
}
