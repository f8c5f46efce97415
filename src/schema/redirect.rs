//! The actors that fields name, led on to those that stand for others.
//!
//! Every type of field says here whether it names actors; what it says of its parts comes from their own descriptions.

use super::field::{Field, FieldType};
use crate::map::{FieldRefs, Redirect};

impl<R> Field<R> {
    // Inlined, as `check` is: for a given field one arm of the match is left, and a country is gone through quickly.
    #[expect(clippy::inline_always, reason = "the match is known where it is called, see above")]
    #[inline(always)]
    pub(super) fn names_redirected(&self, record: &R, redirect: &Redirect) -> bool {
        match &self.kind {
            FieldType::Actor(lens) => redirect.moves(*(lens.get)(record)),
            FieldType::Actors(lens) => (lens.get)(record).iter().any(|id| redirect.moves(*id)),
            FieldType::Path(lens) => (lens.get)(record).iter().any(|id| redirect.moves(*id)),
            FieldType::Supply(lens) => (lens.get)(record).iter().any(|part| part.names_redirected(redirect)),
            FieldType::Conversions(lens) => (lens.get)(record).iter().any(|part| part.names_redirected(redirect)),
            FieldType::Portions(lens) => (lens.get)(record).iter().any(|part| part.names_redirected(redirect)),
            FieldType::Figures(lens) => (lens.get)(record).values().any(|part| part.names_redirected(redirect)),
            FieldType::Evidence(lens) => (lens.get)(record).names_redirected(redirect),
            FieldType::Id(_)
            | FieldType::Name(_)
            | FieldType::Line(_)
            | FieldType::Note(_)
            | FieldType::Names(_)
            | FieldType::Order(_)
            | FieldType::Count(_)
            | FieldType::Whole(..)
            | FieldType::Amount(_)
            | FieldType::Balance(_)
            | FieldType::Percent(_)
            | FieldType::Goal(_)
            | FieldType::Coordinate(_)
            | FieldType::Year(_)
            | FieldType::OptionalYear(_)
            | FieldType::Flag(_)
            | FieldType::Answer(_)
            | FieldType::ActorKind(_)
            | FieldType::Sector(_)
            | FieldType::LinkKind(_)
            | FieldType::LinkForm(_)
            | FieldType::Banding(_)
            | FieldType::Stage(_)
            | FieldType::Product(_)
            | FieldType::OneProduct(_)
            | FieldType::Products(_)
            | FieldType::KindsByYear(_)
            | FieldType::Measure(_) => false,
        }
    }

    pub(super) fn redirect(&self, record: &mut R, redirect: &Redirect) {
        match &self.kind {
            FieldType::Actor(lens) => {
                let id = (lens.get_mut)(record);
                *id = redirect.actor(*id);
            }
            FieldType::Actors(lens) => redirect.redirect_actors((lens.get_mut)(record)),
            FieldType::Path(lens) => {
                for id in (lens.get_mut)(record) {
                    *id = redirect.actor(*id);
                }
            }
            FieldType::Supply(lens) => redirect_all((lens.get_mut)(record).iter_mut(), redirect),
            FieldType::Conversions(lens) => redirect_all((lens.get_mut)(record).iter_mut(), redirect),
            FieldType::Portions(lens) => redirect_all((lens.get_mut)(record).iter_mut(), redirect),
            FieldType::Figures(lens) => {
                redirect_all((lens.get_mut)(record).iter_mut().map(|(_, figures)| figures), redirect);
            }
            FieldType::Evidence(lens) => (lens.get_mut)(record).redirect_fields(redirect),
            // Those of which `names_redirected` says that they name no actor.
            _ => {}
        }
    }
}

fn redirect_all<'parts, R: FieldRefs + 'parts>(parts: impl Iterator<Item = &'parts mut R>, redirect: &Redirect) {
    for part in parts {
        part.redirect_fields(redirect);
    }
}
