//! How supplies, conversions and paths stand in one line of text: `Lúa: 1200 keep 100`, `Lúa > Gạo: 0.65 + Cám: 0.1`,
//! `A → B → C`.

/// What leads from one step of a path to the next.
const ARROWS: [char; 13] = ['>', '→', '⇒', '➔', '➜', '➝', '➡', '⟶', '⇢', '►', '»', '≫', '›'];

/// The words before the part of a supply that is kept; the first is written.
pub(super) const KEEP_VIETNAMESE: &str = "giữ";
pub(super) const KEEP_ENGLISH: &str = "keep";

/// A name with the number behind its colon.
pub type NameAndNumber<'a> = (&'a str, Option<&'a str>);

/// Splits an item into its name and the number after the last colon.
pub fn split_amount(item: &str) -> NameAndNumber<'_> {
    match item.rsplit_once(':') {
        Some((name, number)) => (name.trim(), Some(number.trim()).filter(|number| !number.is_empty())),
        None => (item.trim(), None),
    }
}

/// Splits the number of a supply into the volume and the part of it that is kept.
pub fn split_own_use(number: &str) -> (&str, Option<&str>) {
    let is_keep = |word: &str| [KEEP_VIETNAMESE, KEEP_ENGLISH].iter().any(|keep| word.eq_ignore_ascii_case(keep));
    let word = number.split_whitespace().find(|word| is_keep(word));
    match word.and_then(|word| number.split_once(word)) {
        Some((volume, kept)) => (volume.trim(), Some(kept.trim())),
        None => (number, None),
    }
}

/// The numbers of a supply or conversion.
pub fn amounts(item: &str) -> Vec<&str> {
    if let Some((inputs, outputs)) = split_conversion(item) {
        return inputs.into_iter().chain(outputs).filter_map(|(_, number)| number).collect();
    }
    let (volume, own_use) = split_own_use(split_amount(item).1.unwrap_or_default());
    [volume].into_iter().chain(own_use).filter(|number| !number.is_empty()).collect()
}

/// The inputs and outputs of a conversion, the main ones first, each with its number; none if there is not one arrow between
/// two names.
pub fn split_conversion(item: &str) -> Option<(Vec<NameAndNumber<'_>>, Vec<NameAndNumber<'_>>)> {
    let sides = path_steps(item);
    let [inputs, outputs] = sides.as_slice() else { return None };
    let (inputs, outputs) = (split_portions(inputs), split_portions(outputs));
    let are_named = |side: &[NameAndNumber<'_>]| side.iter().all(|(name, _)| !name.is_empty());
    (are_named(&inputs) && are_named(&outputs)).then_some((inputs, outputs))
}

/// The parts that a plus separates: one between spaces or behind a number, as a name may hold one itself ("NPK 16+16").
fn split_portions(side: &str) -> Vec<NameAndNumber<'_>> {
    let mut parts = Vec::new();
    let mut rest = side;
    let mut from = 0;
    while let Some(found) = rest.get(from..).and_then(|tail| tail.find('+')) {
        let at = from + found;
        let (before, after) = (rest.get(..at).unwrap_or_default(), rest.get(at + 1..).unwrap_or_default());
        let is_spaced =
            before.ends_with(char::is_whitespace) && (after.is_empty() || after.starts_with(char::is_whitespace));
        if is_spaced || before.contains(':') {
            parts.push(split_amount(before));
            (rest, from) = (after, 0);
        } else {
            from = at + 1;
        }
    }
    parts.push(split_amount(rest));
    parts
}

/// The steps between the arrows of a path: `>`, `→`, `->`, `=>` and other arrows.
pub fn path_steps(text: &str) -> Vec<&str> {
    let mut steps: Vec<&str> = text.split(ARROWS).map(str::trim).collect();
    // The last step has no arrow behind it.
    let before_arrows = steps.len().saturating_sub(1);
    for step in steps.iter_mut().take(before_arrows) {
        *step = step.trim_end_matches(['-', '=', '–', '—']).trim_end();
    }
    steps
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arrows_of_all_kinds_part_a_path() {
        assert_eq!(path_steps("A > B → C->D => E-"), ["A", "B", "C", "D", "E-"]);
        assert_eq!(path_steps("A>>B"), ["A", "", "B"]);
        assert_eq!(path_steps("A ⇒ B » C --> D"), ["A", "B", "C", "D"]);
        assert_eq!(path_steps("A —> B ➝ C ≫ D"), ["A", "B", "C", "D"]);
    }

    #[test]
    fn conversions_have_further_inputs_and_outputs() {
        let (inputs, outputs) = split_conversion("Lúa + NPK 16+16: 0.1 → Gạo:0.65+Cám:0.1 + Trấu").unwrap();
        assert_eq!(inputs, [("Lúa", None), ("NPK 16+16", Some("0.1"))]);
        assert_eq!(outputs, [("Gạo", Some("0.65")), ("Cám", Some("0.1")), ("Trấu", None)]);
        for wrong in ["Lúa", "Lúa >", "> Gạo", "Lúa > Gạo > Bún", "Lúa + > Gạo"] {
            assert_eq!(split_conversion(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_supply_may_keep_a_part() {
        assert_eq!(split_own_use("1200 tấn giữ 100"), ("1200 tấn", Some("100")));
        assert_eq!(split_own_use("1200 Keep 100 tấn"), ("1200", Some("100 tấn")));
        assert_eq!(split_own_use("1200 tấn"), ("1200 tấn", None));
    }
}
