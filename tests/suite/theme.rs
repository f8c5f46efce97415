//! Colours that no eye confuses, and words that can be read on them.

use lienket::theme::{Palette, Rgb};

type Matrix = [[f64; 3]; 3];

/// How colours look to people who lack one sort of cone, in linear RGB (Machado, Oliveira and Fernandes 2009,
/// severity 1); and to those who have all.
const EYES: [(&str, Matrix); 4] = [
    ("all cones", [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]]),
    (
        "protanopia",
        [[0.152_286, 1.052_583, -0.204_868], [0.114_503, 0.786_281, 0.099_216], [-0.003_882, -0.048_116, 1.051_998]],
    ),
    (
        "deuteranopia",
        [[0.367_322, 0.860_646, -0.227_968], [0.280_085, 0.672_501, 0.047_413], [-0.011_820, 0.042_940, 0.968_881]],
    ),
    (
        "tritanopia",
        [[1.255_528, -0.076_749, -0.178_779], [-0.078_411, 0.930_809, 0.147_602], [0.004_733, 0.691_367, 0.303_900]],
    ),
];

/// The least distance of two colours in Oklab; about 0.02 is what an eye just tells apart side by side.
const APART: f64 = 0.06;

fn times(matrix: &Matrix, [a, b, c]: [f64; 3]) -> [f64; 3] {
    matrix.map(|row| row[0] * a + row[1] * b + row[2] * c)
}

fn linear(colour: Rgb) -> [f64; 3] {
    [colour.0, colour.1, colour.2].map(|channel| {
        let value = f64::from(channel) / 255.0;
        if value <= 0.040_45 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
    })
}

/// Oklab (Ottosson 2020).
fn oklab(linear: [f64; 3]) -> [f64; 3] {
    let cones = times(
        &[
            [0.412_221_470_8, 0.536_332_536_3, 0.051_445_992_9],
            [0.211_903_498_2, 0.680_699_545_1, 0.107_396_956_6],
            [0.088_302_461_9, 0.281_718_837_6, 0.629_978_700_5],
        ],
        linear.map(|channel| channel.clamp(0.0, 1.0)),
    );
    times(
        &[
            [0.210_454_255_3, 0.793_617_785_0, -0.004_072_046_8],
            [1.977_998_495_1, -2.428_592_205_0, 0.450_593_709_9],
            [0.025_904_037_1, 0.782_771_766_2, -0.808_675_766_0],
        ],
        cones.map(f64::cbrt),
    )
}

fn stay_apart(what: &str, colours: &[Rgb]) {
    for (eye, matrix) in &EYES {
        for (at, one) in colours.iter().enumerate() {
            for other in &colours[at + 1..] {
                let [a, b] = [one, other].map(|colour| oklab(times(matrix, linear(*colour))));
                let distance = a.iter().zip(b).map(|(a, b)| (a - b).powi(2)).sum::<f64>().sqrt();
                assert!(distance >= APART, "{what}: {one:?} and {other:?} are {distance:.3} apart with {eye}");
            }
        }
    }
}

fn kinds(palette: &Palette) -> [Rgb; 8] {
    let kinds = palette.kinds;
    [
        kinds.household,
        kinds.group,
        kinds.cooperative,
        kinds.union,
        kinds.trader,
        kinds.enterprise,
        kinds.market,
        kinds.supporter,
    ]
}

fn changes(palette: &Palette) -> [Rgb; 4] {
    let changes = palette.changes;
    [changes.added, changes.removed, changes.changed, changes.moved]
}

fn verdicts(palette: &Palette) -> [Rgb; 5] {
    let verdicts = palette.verdicts;
    [verdicts.firm, verdicts.loose, verdicts.stops_short, verdicts.on_paper, verdicts.no_buyer]
}

#[test]
fn colours_that_mean_something_stay_apart_for_every_eye() {
    for palette in Palette::ALL {
        stay_apart("kinds", &kinds(palette));
        stay_apart("verdicts", &verdicts(palette));
        stay_apart("changes", &changes(palette));
        stay_apart("products and districts", &palette.categorical);
    }
}

#[test]
fn a_kind_has_one_hue_in_every_theme() {
    let hue = |colour: Rgb| {
        let [_, a, b] = oklab(linear(colour));
        assert!(a.hypot(b) > 0.02, "{colour:?} is grey");
        b.atan2(a).to_degrees()
    };
    let standard = kinds(Palette::standard(false)).map(hue);
    for palette in Palette::ALL {
        for (colour, standard) in kinds(palette).into_iter().zip(standard) {
            let apart = (hue(colour) - standard + 540.0).rem_euclid(360.0) - 180.0;
            assert!(apart.abs() <= 30.0, "{colour:?} is turned by {apart:.0} degrees");
        }
    }
}

/// The least contrast of texts, and of lines where they are held to one.
fn asked(palette: &Palette) -> (f64, Option<f64>) {
    if palette.is_high_contrast { (7.0, Some(4.5)) } else { (4.5, None) }
}

#[test]
fn every_colour_that_is_written_in_can_be_read() {
    for palette in Palette::ALL {
        let (least, _) = asked(palette);
        let others = [palette.text, palette.text_muted, palette.accent, palette.error, palette.warning];
        for ink in kinds(palette)
            .into_iter()
            .chain(verdicts(palette))
            .chain(others)
            .chain(palette.categorical)
            .chain(changes(palette))
        {
            for ground in [palette.background, palette.lane, palette.panel, palette.card, palette.field] {
                let contrast = ink.contrast_ratio(ground);
                assert!(contrast >= least, "{ink:?} on {ground:?} has {contrast:.2}");
            }
        }
        assert!(palette.header_text.contrast_ratio(palette.header) >= least);
        assert!(palette.accent_text.contrast_ratio(palette.accent) >= least);
    }
}

#[test]
fn lines_of_high_contrast_can_be_followed() {
    for palette in Palette::ALL {
        let Some(least) = asked(palette).1 else { continue };
        let lines =
            [palette.link, palette.link_backward, palette.link_muted, palette.border, palette.accent, palette.error];
        for line in lines.into_iter().chain(palette.categorical).chain(changes(palette)) {
            for ground in [palette.background, palette.lane, palette.band, palette.panel] {
                assert!(
                    line.contrast_ratio(ground) >= least,
                    "{line:?} on {ground:?} has {:.2}",
                    line.contrast_ratio(ground)
                );
            }
        }
    }
    assert_eq!(Palette::ALL.iter().filter(|palette| palette.is_high_contrast).count(), 2);
}

#[test]
fn what_stands_back_can_be_read_where_contrast_is_high() {
    for dark in [false, true] {
        let palette = Palette::high_contrast(dark);
        // As dim as a card that is not lit.
        let dim = palette.faded(palette.text, 0.76);
        assert!(
            dim.contrast_ratio(palette.card) >= 4.5
                && dim.contrast_ratio(palette.card) < palette.text.contrast_ratio(palette.card)
        );
        // What is chosen in a list or a menu is written on a ground with some of the accent in it.
        for part in [0.80, 0.84, 0.88] {
            let chosen = palette.accent.mixed(palette.panel, part);
            for ink in [palette.text, palette.text_muted] {
                assert!(
                    ink.contrast_ratio(chosen) >= 7.0,
                    "{ink:?} on {chosen:?} has {:.2}",
                    ink.contrast_ratio(chosen)
                );
            }
            assert!(palette.accent.contrast_ratio(chosen) >= 4.5);
        }
        assert!(palette.text.contrast_ratio(palette.hover) >= 7.0);
    }
}
