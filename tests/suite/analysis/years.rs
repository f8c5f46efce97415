//! The years side by side against judging each year, and what lapses against renewing by hand.

use lienket::analysis::{Study, Verdict, assess, study};
use lienket::map::{Link, LinkId, LinkKind, LinkageMap, Transaction, Year};

use super::naive::Naive;
use super::random::{self, YEAR};
use super::{draft::Draft, plan};

const MAPS: u64 = 1500;

fn studied(map: &LinkageMap, year: Year) -> Study {
    study(map, &assess(map, year), &|_| true).unwrap()
}

#[test]
fn each_column_is_what_judging_that_year_says() {
    let mut changes = 0;
    for seed in 0..MAPS {
        let map = if seed % 3 == 0 { random::map_with_changing_kinds(seed) } else { plan::map(seed) };
        let year = YEAR + (seed % 3) as Year - 1;
        let years = studied(&map, year).years;
        assert!(years.years.contains(&year) && years.years.len() <= 12, "seed {seed}");
        assert!(years.years.windows(2).all(|pair| pair[1] == pair[0] + 1), "seed {seed}");
        assert_eq!(years.verdicts.len(), map.models().len());
        for (id, row) in &years.verdicts {
            let plain: Vec<Verdict> =
                years.years.iter().map(|at| Naive::new(&map, *at).model_verdict(&map.models()[id])).collect();
            assert_eq!(*row, plain, "seed {seed}, model {id}");
            changes += row.windows(2).filter(|pair| pair[0] != pair[1]).count();
        }
    }
    assert!(changes > 300, "too few to mean anything: {changes}");
}

fn renewed(map: &LinkageMap, links: &[LinkId]) -> LinkageMap {
    let mut map = map.clone();
    let mut edit = Transaction::begin(&mut map);
    for id in links {
        edit.edit(*id, |link: &mut Link| link.to_year = None).unwrap();
    }
    edit.finish();
    map
}

#[test]
fn a_model_breaks_or_weakens_when_renewing_what_lapses_would_have_kept_it() {
    let (mut broken, mut weakened, mut held) = (0, 0, 0);
    for seed in 0..MAPS {
        let map = random::map(seed);
        let year = YEAR - (seed % 3) as Year;
        let lapses = studied(&map, year).years.lapses;
        let mut told = lapses.iter();
        for last in year..year + 3 {
            let naive = Naive::new(&map, last);
            let ends = |link: &&Link| {
                link.kind == LinkKind::Product && link.to_year == Some(last) && naive.in_force_label(link)
            };
            let links: Vec<LinkId> = map.links().values().filter(ends).map(|link| link.id).collect();
            if links.is_empty() {
                continue;
            }
            let lapse = told.next().unwrap();
            assert_eq!((lapse.last_year, &lapse.links), (last, &links), "seed {seed}");
            let kept = renewed(&map, &links);
            let (after, with) = (Naive::new(&map, last + 1), Naive::new(&kept, last + 1));
            let (mut breaks, mut weakens) = (lapse.broken_models.iter(), lapse.weakened_models.iter());
            for model in map.models().values() {
                let (verdict, would_be) = (after.model_verdict(model), with.model_verdict(model));
                if would_be.is_flagged() || verdict <= would_be {
                    held += 1;
                    continue;
                }
                let found = if verdict.is_flagged() { breaks.next() } else { weakens.next() }.unwrap();
                assert_eq!((found.model, found.verdict), (model.id, verdict), "seed {seed}");
                assert!(
                    !found.links_to_renew.is_empty() && found.links_to_renew.iter().all(|link| links.contains(link))
                );
                let few = renewed(&map, &found.links_to_renew);
                assert_eq!(Naive::new(&few, last + 1).model_verdict(model), would_be, "seed {seed}");
                broken += u32::from(verdict.is_flagged());
                weakened += u32::from(!verdict.is_flagged());
            }
            assert_eq!((breaks.next(), weakens.next()), (None, None), "seed {seed}");
        }
        assert_eq!(told.next(), None, "seed {seed}");
    }
    assert!(broken > 50 && weakened > 5 && held > 50, "too few to mean anything: {broken} {weakened} {held}");
}

#[test]
fn the_span_is_what_the_map_speaks_of_and_no_more_than_twelve_years() {
    let span = |founded: &[Year], year| {
        let mut draft = Draft::default();
        for founded in founded {
            let actor = draft.actor(lienket::map::ActorKind::Group);
            draft.edit_actor(actor).founded = Some(*founded);
        }
        let years = studied(&draft.map(), year).years.years;
        (years[0], years[years.len() - 1])
    };
    assert_eq!(span(&[], 2019), (2019, 2019));
    assert_eq!(span(&[2016, 2021], 2019), (2016, 2021));
    assert_eq!(span(&[1995], 2019), (2008, 2019));
    assert_eq!(span(&[1995, 2150], 2019), (2013, 2024));
    assert_eq!(span(&[2150], 2019), (2019, 2030));
    assert_eq!(span(&[1995, 2020], 2019), (2009, 2020));
    assert_eq!(span(&[1900], 2200), (2189, 2200));
}
