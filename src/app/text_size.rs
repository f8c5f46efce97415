//! The system's text size, besides the display scaling that every window follows.

/// Accepted range of the factor.
const SCALE_RANGE: std::ops::RangeInclusive<f64> = 0.5..=3.0;

/// Reports the text size in per cent of the default: at once, and whenever it changes while the program runs. Never
/// called where the system has no such setting.
pub(super) fn listen(on_change: impl Fn(u16) + Send + Sync + 'static) {
    system::listen(move |factor| {
        on_change((factor.clamp(*SCALE_RANGE.start(), *SCALE_RANGE.end()) * 100.0).round() as u16);
    });
}

#[cfg(target_os = "linux")]
mod system {
    use zbus::blocking::{Connection, Proxy};
    use zbus::zvariant::OwnedValue;

    const NAMESPACE: &str = "org.gnome.desktop.interface";
    const KEY: &str = "text-scaling-factor";

    pub(super) fn listen(on_change: impl Fn(f64) + Send + 'static) {
        // On X11 the desktop includes it in the display scaling.
        if std::env::var_os("WAYLAND_DISPLAY").is_none_or(|name| name.is_empty()) {
            return;
        }
        let subscribe = move || {
            if let Err(error) = subscribe(&on_change) {
                log::debug!("the desktop does not say how large text is to be: {error}");
            }
        };
        if let Err(error) = std::thread::Builder::new().name("text size".to_owned()).spawn(subscribe) {
            log::warn!("{error}");
        }
    }

    /// Uses the [settings
    /// portal](https://flatpak.github.io/xdg-desktop-portal/docs/doc-org.freedesktop.portal.Settings.html).
    fn subscribe(on_change: &impl Fn(f64)) -> zbus::Result<()> {
        let desktop = Connection::session()?;
        let service = "org.freedesktop.portal.Desktop";
        let settings =
            Proxy::new(&desktop, service, "/org/freedesktop/portal/desktop", "org.freedesktop.portal.Settings")?;
        // Subscribed first, so that no change is missed.
        let changes = settings.receive_signal("SettingChanged")?;
        let now: OwnedValue = settings.call("ReadOne", &(NAMESPACE, KEY))?;
        on_change(f64::try_from(now)?);
        for change in changes {
            let body = change.body();
            let (namespace, key, value): (String, String, OwnedValue) = body.deserialize()?;
            if namespace == NAMESPACE && key == KEY {
                on_change(f64::try_from(value)?);
            }
        }
        Ok(())
    }
}

#[cfg(windows)]
mod system {
    use windows::Foundation::TypedEventHandler;
    use windows::UI::ViewManagement::UISettings;

    pub(super) fn listen(on_change: impl Fn(f64) + Send + Sync + 'static) {
        if let Err(error) = subscribe(on_change) {
            log::debug!("Windows does not say how large text is to be: {error}");
        }
    }

    fn subscribe(on_change: impl Fn(f64) + Send + Sync + 'static) -> windows::core::Result<()> {
        let settings = UISettings::new()?;
        on_change(settings.TextScaleFactor()?);
        settings.TextScaleFactorChanged(&TypedEventHandler::new(
            move |settings: windows::core::Ref<'_, UISettings>, _| {
                on_change(settings.ok()?.TextScaleFactor()?);
                Ok(())
            },
        ))?;
        // Keeps the subscription while the program runs.
        std::mem::forget(settings);
        Ok(())
    }
}

#[cfg(not(any(target_os = "linux", windows)))]
mod system {
    pub(super) fn listen(_: impl Fn(f64)) {}
}
