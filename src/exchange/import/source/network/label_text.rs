//! The text of labels: HTML of draw.io and Graphviz without its tags, and the escapes of Graphviz.

/// Tags that begin or end a line.
const BREAKS: [&str; 12] = ["br", "div", "p", "li", "ul", "ol", "tr", "table", "hr", "h1", "h2", "h3"];

/// The text of HTML, a line for each line that it shows. Tags may be as wrong as they like.
pub(super) fn html_text(html: &str) -> String {
    let mut text = String::new();
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        push_entities(&mut text, rest.get(..at).unwrap_or_default());
        let tag = rest.get(at + 1..).unwrap_or_default();
        let is_tag = tag.starts_with(|c: char| c.is_ascii_alphabetic() || c == '/' || c == '!');
        if !is_tag {
            text.push('<');
            rest = tag;
            continue;
        }
        let Some(end) = tag.find('>') else {
            // A tag that does not end is none, and nothing behind it is.
            text.push('<');
            rest = tag;
            break;
        };
        let name = tag.get(..end).unwrap_or_default().trim_start_matches('/');
        let length = name.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(name.len());
        let name = name.get(..length).unwrap_or_default().to_ascii_lowercase();
        if BREAKS.contains(&name.as_str()) {
            text.push('\n');
        } else if matches!(name.as_str(), "td" | "th") {
            text.push(' ');
        }
        rest = tag.get(end + 1..).unwrap_or_default();
    }
    push_entities(&mut text, rest);
    let lines = text.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "));
    lines.filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
}

/// A text of HTML or GML with its entities as characters: the five of XML, a hard space, and numbers. Others stay.
pub(super) fn without_entities(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    push_entities(&mut plain, text);
    plain
}

fn push_entities(out: &mut String, text: &str) {
    /// No entity that is known is longer.
    const LONGEST: usize = 10;
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(rest.get(..at).unwrap_or_default());
        let behind = rest.get(at + 1..).unwrap_or_default();
        let end = behind.bytes().take(LONGEST).position(|byte| byte == b';');
        let found = end.and_then(|end| Some((character(behind.get(..end)?)?, end)));
        if let Some((c, end)) = found {
            out.push(c);
            rest = behind.get(end + 1..).unwrap_or_default();
        } else {
            out.push('&');
            rest = behind;
        }
    }
    out.push_str(rest);
}

/// A plain label, whose lines are only as long as its box is wide, as one line.
pub(super) fn one_line(label: &str) -> String {
    label.lines().map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join(" ")
}

/// The character of an entity.
fn character(name: &str) -> Option<char> {
    match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        "nbsp" => Some('\u{a0}'),
        _ => {
            let number = name.strip_prefix('#')?;
            let number = match number.strip_prefix(['x', 'X']) {
                Some(digits) => u32::from_str_radix(digits, 16).ok()?,
                None => number.parse().ok()?,
            };
            char::from_u32(number).filter(|c| *c != '\0')
        }
    }
}

/// A label of Graphviz with its escapes: `\n`, `\l` and `\r` end lines, `\N` is the name of the node.
pub(super) fn graphviz_text(label: &str, name: &str) -> String {
    let mut text = String::with_capacity(label.len());
    let mut chars = label.chars();
    while let Some(c) = chars.next() {
        match c {
            '\\' => match chars.next() {
                Some('n' | 'l' | 'r') => text.push('\n'),
                Some('N') => text.push_str(name),
                // Names of the graph and the edge say nothing here.
                Some('G' | 'E' | 'T' | 'H' | 'L') | None => {}
                Some(other) => text.push(other),
            },
            _ => text.push(c),
        }
    }
    without_entities(&text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn html_gives_its_text() {
        for (html, text) in [
            ("<b>HTX A</b><br>ghi chú", "HTX A\nghi chú"),
            ("<div>HTX&nbsp;A</div><div>x</div>", "HTX A\nx"),
            ("A &lt; B &amp; C &#272;", "A < B & C Đ"),
            ("3 < 5 & 6", "3 < 5 & 6"),
            ("<font color=\"#ff0000\">Chợ</font>", "Chợ"),
            ("&unknown; &#0; &#x110000;", "&unknown; &#0; &#x110000;"),
            ("<br", "<br"),
            ("", ""),
        ] {
            assert_eq!(html_text(html), text, "{html}");
        }
    }
}
