//! The gold texts of `tests/entities`, read as their README says.

use qari::article::Article;
use qari::entity::Label;
use qari::load::{self, LoadOptions, encoding::Decoded};
use qari::span::Span;
use std::collections::BTreeMap;
use std::path::Path;

/// A true mention.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mention {
    /// Its bytes in the article.
    pub span: Span,
    /// Its label.
    pub label: Label,
    /// Its entity's number in the file.
    pub id: usize,
}

/// A gold text.
#[derive(Debug)]
pub struct Gold {
    /// The file's name.
    pub name: String,
    /// Its language.
    pub language: String,
    /// The text without the marks.
    pub text: String,
    /// In order.
    pub mentions: Vec<Mention>,
    /// The forms of entities that have several: the fullest first.
    #[allow(dead_code)] // Not every test compares forms.
    pub forms: BTreeMap<usize, Vec<String>>,
}

impl Gold {
    /// Every gold text.
    pub fn all() -> Vec<Self> {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/entities");
        let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
        files.retain(|path| path.extension().is_some_and(|extension| extension == "txt"));
        files.sort();
        files.iter().map(|path| Self::read(path)).collect()
    }

    fn read(path: &Path) -> Self {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let file = std::fs::read_to_string(path).unwrap();
        let (body, forms) = file.split_once("\n---").unwrap_or((&file, ""));
        let (mut text, mut mentions) = (String::new(), Vec::new());
        // One paragraph a line, as the canonical text of an article has it.
        for line in body.lines().map(str::trim).filter(|line| !line.is_empty()) {
            let mut rest = line;
            while let Some(at) = rest.find('[') {
                let end = at + rest[at..].find(']').unwrap_or_else(|| panic!("{name}: {line}"));
                let (label, marked) = rest[at + 1..end].split_once(':').unwrap_or_else(|| panic!("{name}: {line}"));
                let (id, form) = marked.split_once(' ').unwrap_or_else(|| panic!("{name}: {line}"));
                text.push_str(&rest[..at]);
                let span = Span::new(text.len(), text.len() + form.len());
                let label = Label::of(label).unwrap_or_else(|| panic!("{name}: {label}"));
                mentions.push(Mention { span, label, id: id.parse().unwrap() });
                text.push_str(form);
                rest = &rest[end + 1..];
            }
            text.push_str(rest);
            text.push_str("\n\n");
        }
        let forms = forms.lines().filter_map(|line| {
            let (id, forms) = line.split_once('=')?;
            Some((id.trim().parse().unwrap(), forms.split('|').map(|form| form.trim().to_owned()).collect()))
        });
        let language = name.split('-').next().unwrap_or_default().to_owned();
        Self { language, text, mentions, forms: forms.collect(), name }
    }

    /// The article it makes; its text is the gold text's, byte for byte.
    pub fn article(&self) -> Article {
        let decoded = Decoded { text: self.text.clone(), encoding: "UTF-8".into(), replaced: 0 };
        let article = load::article(&self.name, decoded, &LoadOptions::default());
        for mention in &self.mentions {
            assert_eq!(mention.span.of(article.text()), mention.span.of(&self.text), "{}", self.name);
        }
        article
    }
}
