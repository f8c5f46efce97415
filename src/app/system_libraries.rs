//! Checks for the libraries that the window loads at run time: without them winit panics with no hint of what to
//! install.

/// X11 libraries and their Debian and Ubuntu packages.
const X11: [(&str, &str); 5] = [
    ("libX11.so.6", "libx11-6"),
    ("libX11-xcb.so.1", "libx11-xcb1"),
    ("libXcursor.so.1", "libxcursor1"),
    ("libXi.so.6", "libxi6"),
    ("libxkbcommon-x11.so.0", "libxkbcommon-x11-0"),
];
/// Wayland libraries and their packages.
const WAYLAND: [(&str, &str); 2] =
    [("libwayland-client.so.0", "libwayland-client0"), ("libxkbcommon.so.0", "libxkbcommon0")];

/// Checks for a display and for every library that a window on it needs.
///
/// # Errors
/// One line that names the missing display or packages.
pub(super) fn check_libraries() -> Result<(), String> {
    let is_set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    let wayland = is_set("WAYLAND_DISPLAY") || is_set("WAYLAND_SOCKET");
    if !wayland && !is_set("DISPLAY") {
        return Err("there is no screen to open a window on (DISPLAY and WAYLAND_DISPLAY are not set); \
                    run it in a desktop session, or use a command: lienket --help"
            .to_owned());
    }
    let missing = missing_packages(if wayland { &WAYLAND } else { &X11 });
    if missing.is_empty() {
        return Ok(());
    }
    Err(format!(
        "the window needs system libraries that are not installed; install the packages {}",
        missing.join(", ")
    ))
}

fn missing_packages(libraries: &[(&str, &'static str)]) -> Vec<&'static str> {
    libraries.iter().filter(|(library, _)| !is_loadable(library)).map(|(_, package)| *package).collect()
}

#[expect(
    unsafe_code,
    reason = "loading a library runs its start-up code; these are the ones that the window loads next"
)]
fn is_loadable(library: &str) -> bool {
    // SAFETY: loading runs the library's initialisers. These are the system's own X11 and Wayland libraries under the
    // very names that winit loads next: their initialisers require nothing of the program, and the loader may be called
    // while other threads run, as those that read a map do by then. No symbol is used. The library is never unloaded,
    // so its finalisers run at no other time than without this.
    unsafe { libloading::Library::new(library) }.map(std::mem::forget).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_absent_library_is_missing() {
        assert_eq!(missing_packages(&[("libc.so.6", "libc6"), ("libof-no-one.so.0", "of-no-one")]), ["of-no-one"]);
    }
}
