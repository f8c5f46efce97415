//! The system's clipboard, which takes several formats at once: egui puts only one there.

use std::borrow::Cow;

use arboard::ImageData;

use crate::exchange::Pixels;

/// Takes what is copied.
pub trait Clipboard: Send + Sync {
    /// Tables as HTML, for programs that prefer it, and as plain text for all others.
    ///
    /// # Errors
    /// Why it does not take them; the window's own clipboard is then used.
    fn set_tables(&self, html: &str, text: &str) -> Result<(), String>;

    /// A picture.
    ///
    /// # Errors
    /// Why it does not take it; the window's own clipboard is then used.
    fn set_picture(&self, pixels: &Pixels) -> Result<(), String>;
}

/// No clipboard but the window's.
#[derive(Clone, Copy, Debug)]
pub struct NoClipboard;

impl Clipboard for NoClipboard {
    fn set_tables(&self, _: &str, _: &str) -> Result<(), String> {
        Err("there is none".to_owned())
    }

    fn set_picture(&self, _: &Pixels) -> Result<(), String> {
        Err("there is none".to_owned())
    }
}

/// The clipboard of the system.
#[derive(Clone, Copy, Debug)]
pub struct SystemClipboard;

impl Clipboard for SystemClipboard {
    fn set_tables(&self, html: &str, text: &str) -> Result<(), String> {
        // Under Wayland only the window itself may always write to it.
        if std::env::var_os("WAYLAND_DISPLAY").is_some() {
            return Err("the window is shown by Wayland".to_owned());
        }
        let mut clipboard = arboard::Clipboard::new().map_err(|error| error.to_string())?;
        clipboard.set_html(html, Some(text)).map_err(|error| error.to_string())
    }

    fn set_picture(&self, Pixels { width, height, rgba }: &Pixels) -> Result<(), String> {
        let mut clipboard = arboard::Clipboard::new().map_err(|error| error.to_string())?;
        let image = ImageData { width: *width as usize, height: *height as usize, bytes: Cow::Borrowed(rgba) };
        clipboard.set_image(image).map_err(|error| error.to_string())
    }
}
