//! The character set in which X11 hands over what an input method has written.

/// Has input methods write in UTF-8 where the environment asks for the locale `C`: there Xlib loses every word that is not
/// ASCII, and words of fast typing besides (libX11 1.8.4 with fcitx5). To be called before the first thread starts.
#[expect(unsafe_code, reason = "Xlib reads the locale from the environment only, by way of winit")]
pub(super) fn ensure_utf8() {
    if let Some(variable) = variable_to_set(|name| std::env::var(name).ok()) {
        // SAFETY: setting a variable races with threads that read the environment, and no other thread runs yet.
        unsafe { std::env::set_var(variable, "C.UTF-8") };
    }
}

/// The variable that decides on the character set, if it leads to `C`. The language of messages and other conventions stay
/// unless `LC_ALL` decides on all of them.
fn variable_to_set(value_of: impl Fn(&str) -> Option<String>) -> Option<&'static str> {
    let set = |name: &&str| value_of(name).is_some_and(|value| !value.is_empty());
    let deciding = ["LC_ALL", "LC_CTYPE", "LANG"].into_iter().find(set);
    let locale = deciding.and_then(value_of).unwrap_or_default();
    let is_plain = matches!(locale.as_str(), "" | "C" | "POSIX");
    is_plain.then_some(if deciding == Some("LC_ALL") { "LC_ALL" } else { "LC_CTYPE" })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_leads_to_the_plain_locale_is_overruled() {
        for (environment, variable) in [
            (vec![], Some("LC_CTYPE")),
            (vec![("LC_ALL", "C")], Some("LC_ALL")),
            (vec![("LC_ALL", "POSIX"), ("LANG", "vi_VN.UTF-8")], Some("LC_ALL")),
            (vec![("LANG", "C")], Some("LC_CTYPE")),
            (vec![("LC_CTYPE", "C"), ("LANG", "vi_VN.UTF-8")], Some("LC_CTYPE")),
            (vec![("LC_ALL", ""), ("LANG", "vi_VN.UTF-8")], None),
            (vec![("LC_ALL", "C.UTF-8")], None),
            (vec![("LANG", "vi_VN.TCVN")], None),
        ] {
            let value_of = |name: &str| {
                let found = environment.iter().find(|(known, _)| *known == name);
                found.map(|(_, value)| (*value).to_owned())
            };
            assert_eq!(variable_to_set(value_of), variable, "{environment:?}");
        }
    }
}
