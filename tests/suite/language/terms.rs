//! No word is missing in either language, and no two items of a list share one.

use std::collections::BTreeSet;
use std::fmt::Debug;

use lienket::analysis::{BreakReason, FindingCode, Severity, Verdict};
use lienket::language::Language::{self, English, Vietnamese};
use lienket::language::{Localized, form_text, short_kind};
use lienket::map::{ActorKind, EditLabel, LinkForm, LinkKind, Sector, ShortText};

#[track_caller]
fn says_each_apart<T: Localized + Debug>(all: &[T]) {
    for language in [Vietnamese, English] {
        let texts: BTreeSet<&str> = all.iter().map(|item| item.text(language)).collect();
        assert_eq!(texts.len(), all.len(), "{all:?}");
        assert!(texts.iter().all(|text| !text.trim().is_empty() && text.trim() == *text));
    }
}

#[test]
fn every_list_has_its_words() {
    says_each_apart(&ActorKind::ALL);
    says_each_apart(&Sector::ALL);
    says_each_apart(&LinkKind::ALL);
    says_each_apart(&LinkForm::ALL);
    says_each_apart(Verdict::ALL);
    says_each_apart(BreakReason::ALL);
    says_each_apart(Severity::ALL);
    says_each_apart(FindingCode::ALL);
    use EditLabel::*;
    says_each_apart(&[
        AddActor,
        AddLink,
        AddModel,
        AddStage,
        AddProduct,
        EditActor,
        EditLink,
        EditModel,
        EditStage,
        EditProduct,
        EditMap,
        Move,
        Pin,
        Delete,
        Tidy,
        Import(ShortText::new("register.xlsx")),
    ]);
    assert_eq!(Verdict::NoBuyer.title(Vietnamese), "Chưa có đầu ra");
    for kind in ActorKind::ALL {
        assert!(!short_kind(kind, Vietnamese).is_empty() && !short_kind(kind, English).is_empty());
    }
    assert_ne!(form_text(None, Vietnamese), form_text(None, English));
}

#[test]
fn the_language_follows_the_locale() {
    for (locale, language) in [
        ("vi_VN.UTF-8", Vietnamese),
        ("vi", Vietnamese),
        ("en-US", English),
        ("C", English),
        ("", English),
        ("vie", English),
    ] {
        assert_eq!(Language::from_locale(locale), language, "{locale}");
    }
}
