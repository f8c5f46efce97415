//! Archives that hold the same bytes whenever and by whomever they are made: entries by name, one owner, one time.

use std::io::Write;

use flate2::{Compression, GzBuilder};
use lzma_rust2::{XzOptions, XzWriter};
use tar::{Builder, EntryType, Header};

use crate::Outcome;
use crate::tree::Tree;

/// A tar of a tree, every name after `prefix`, a folder, all of one time in seconds since 1970.
pub fn tar(tree: &Tree, prefix: &str, time: u64) -> Outcome<Vec<u8>> {
    let mut builder = Builder::new(Vec::new());
    let header = |path: &str, kind: EntryType, mode: u32, size: usize| -> Outcome<Header> {
        let mut header = Header::new_gnu();
        // As it stands: the library takes the "./" away with which Debian's paths begin.
        let name = header.as_old_mut().name.get_mut(..path.len()).ok_or_else(|| format!("too long a path: {path}"))?;
        name.copy_from_slice(path.as_bytes());
        header.set_entry_type(kind);
        header.set_mode(mode);
        header.set_size(size as u64);
        header.set_mtime(time);
        header.set_uid(0);
        header.set_gid(0);
        header.set_username("root")?;
        header.set_groupname("root")?;
        header.set_cksum();
        Ok(header)
    };
    let folders = tree.folders().into_iter().map(|folder| format!("{prefix}{folder}/"));
    for folder in std::iter::once(prefix.to_owned()).chain(folders) {
        builder.append(&header(&folder, EntryType::Directory, 0o755, 0)?, std::io::empty())?;
    }
    for (path, file) in tree.files() {
        let mode = if file.is_program { 0o755 } else { 0o644 };
        let header = header(&format!("{prefix}{path}"), EntryType::Regular, mode, file.content.len())?;
        builder.append(&header, file.content.as_slice())?;
    }
    Ok(builder.into_inner()?)
}

/// Packed by gzip as well as it can, without name and time.
pub fn gzip(content: &[u8]) -> Outcome<Vec<u8>> {
    let mut packer = GzBuilder::new().write(Vec::new(), Compression::best());
    packer.write_all(content)?;
    Ok(packer.finish()?)
}

/// Packed by xz, as small as it can: whoever unpacks it needs 65 MB of memory.
pub fn xz(content: &[u8]) -> Outcome<Vec<u8>> {
    let options = XzOptions::with_preset(9);
    let mut packer = XzWriter::new(Vec::new(), options)?;
    packer.write_all(content)?;
    Ok(packer.finish()?)
}

/// An archive of `ar`, the outer shell of a Debian package.
pub fn ar(members: &[(&str, Vec<u8>)], time: u64) -> Vec<u8> {
    let mut bytes = b"!<arch>\n".to_vec();
    for (name, content) in members {
        let header = format!("{name:<16}{time:<12}{:<6}{:<6}{:<8}{:<10}`\n", 0, 0, 100_644, content.len());
        bytes.extend(header.bytes());
        bytes.extend(content);
        if content.len() % 2 == 1 {
            bytes.push(b'\n');
        }
    }
    bytes
}
