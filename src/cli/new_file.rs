//! A file that a command writes: it takes its place when it is whole, and what stood there before stays until then.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

/// A file on its way to its place. A device or a pipe is no place for another file: it is written to as it is. A link stays, and what
/// it leads to is replaced.
pub(super) struct NewFile {
    partial: PathBuf,
    place: PathBuf,
}

impl NewFile {
    /// A file that is to stand at a path.
    pub fn at(path: &Path) -> Self {
        let place = fs::canonicalize(path).unwrap_or_else(|_not_there| path.to_owned());
        let is_special = fs::metadata(&place).is_ok_and(|known| !known.is_file());
        let partial = if is_special { place.clone() } else { place.with_added_extension("part") };
        Self { partial, place }
    }

    /// Opens it for writing.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn create(&self) -> io::Result<File> {
        File::create(&self.partial)
    }

    /// Puts it in its place, when all of it was written.
    ///
    /// # Errors
    /// When it cannot be put there.
    pub fn finish(mut self) -> io::Result<()> {
        if self.partial != self.place {
            fs::rename(&self.partial, &self.place)?;
            self.partial.clone_from(&self.place);
        }
        Ok(())
    }
}

/// The first two of some files, each with what names it, that are one; a device or a pipe may be named often.
pub(super) fn one_file_twice<'a>(named: &[(&'a str, Option<&Path>)]) -> Option<[&'a str; 2]> {
    let place = |path: &Path| {
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let not_there = || Some(fs::canonicalize(folder).ok()?.join(path.file_name()?));
        let place = fs::canonicalize(path).ok().or_else(not_there)?;
        fs::metadata(&place).map_or(true, |known| known.is_file()).then_some(place)
    };
    let places: Vec<(&str, PathBuf)> =
        named.iter().filter_map(|(name, path)| Some((*name, place(path.as_ref()?)?))).collect();
    places.iter().enumerate().find_map(|(number, (name, one))| {
        let before = places[..number].iter().find(|(_, other)| other == one);
        before.map(|(other, _)| [*other, *name])
    })
}

impl Drop for NewFile {
    /// What was not finished is taken away.
    fn drop(&mut self) {
        if self.partial != self.place {
            let _nothing_to_take_away = fs::remove_file(&self.partial);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    #[test]
    fn what_stood_there_stays_until_the_new_file_is_whole() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("answered.csv");
        fs::write(&path, "old").unwrap();
        let dropped = NewFile::at(&path);
        dropped.create().unwrap().write_all(b"half").unwrap();
        drop(dropped);
        assert_eq!(fs::read_to_string(&path).unwrap(), "old");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
        let file = NewFile::at(&path);
        file.create().unwrap().write_all(b"new").unwrap();
        file.finish().unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "new");
    }

    #[cfg(unix)]
    #[test]
    fn a_device_stays_a_device_and_a_link_a_link() {
        use std::os::unix::fs::{FileTypeExt, symlink};
        let null = Path::new("/dev/null");
        let file = NewFile::at(null);
        file.create().unwrap().write_all(b"x").unwrap();
        file.finish().unwrap();
        assert!(fs::metadata(null).unwrap().file_type().is_char_device());
        let folder = tempfile::tempdir().unwrap();
        let [path, link] = ["answered.csv", "link.csv"].map(|name| folder.path().join(name));
        fs::write(&path, "old").unwrap();
        symlink(&path, &link).unwrap();
        let file = NewFile::at(&link);
        file.create().unwrap().write_all(b"new").unwrap();
        file.finish().unwrap();
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        assert_eq!(fs::read_to_string(&path).unwrap(), "new");
    }
}
