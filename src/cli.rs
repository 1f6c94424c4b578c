//! The command line: what can be asked, as clap sees it.
//!
//! In: arguments. Out: [`Cli`]. Options that are settings are checked by the settings table and carried as names and
//! values, so they are one layer of the configuration among others. It must not know what commands do.

use crate::config::Settings;
use crate::entity::Label;
use crate::lang::folding::Folds;
use crate::search::{Mode, Query};
use clap::{Args, FromArgMatches, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;
use std::ffi::OsString;
use std::path::PathBuf;

/// The terminal reader for right-to-left articles.
///
/// Opens articles in Arabic, Persian, Hebrew, Urdu and every other script as they were written: right to left, letters
/// joined, right-aligned, mixed text in order. Without a SOURCE it reads standard input where that is a pipe, and shows
/// what it can do where it is a terminal. Where standard output is no terminal it does as `qari print`.
#[derive(Debug, Parser)]
#[command(name = "qari", version = crate::VERSION, max_term_width = 100)]
pub struct Cli {
    /// What there is without a command.
    #[command(flatten)]
    pub reading: Reading,
    /// What to do instead of reading.
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// What reading takes.
#[derive(Debug, Args)]
pub struct Reading {
    /// Settings for this run.
    #[command(flatten)]
    pub common: Common,
    /// Files to read; `-` is standard input.
    #[arg(value_name = "SOURCE")]
    pub sources: Vec<PathBuf>,
}

impl Cli {
    /// Read the arguments of this process, the first of which names it; ends it where they ask for help or are wrong.
    #[must_use]
    pub fn of(arguments: Vec<OsString>) -> Self {
        Self::without_command(&arguments).unwrap_or_else(|| Self::parse_from(arguments))
    }

    /// The same where no argument could be a command and nothing has to be said about any. Commands make up most of the
    /// command line; reading does not wait until all of them are set up.
    fn without_command(arguments: &[OsString]) -> Option<Self> {
        let is_command = |name: &str| name == "help" || Command::has_subcommand(name);
        if arguments.iter().skip(1).any(|argument| argument.to_str().is_some_and(is_command)) {
            return None;
        }
        let matches = Reading::augment_args(clap::Command::new("qari")).try_get_matches_from(arguments).ok()?;
        Some(Self { reading: Reading::from_arg_matches(&matches).ok()?, command: None })
    }
}

fn setting(name: &'static str) -> impl Fn(&str) -> Result<String, String> + Clone + Send + Sync + 'static {
    move |value| Settings::default().set(name, value).map(|()| value.to_owned())
}

/// Options that every command takes.
#[derive(Debug, Args)]
#[command(next_help_heading = "Options of all commands")]
pub struct Common {
    /// Line width in cells; overrides the measure
    #[arg(long, global = true, value_name = "CELLS", value_parser = setting("width"))]
    pub width: Option<String>,
    /// Longest line in cells, centred in wider windows; 0 takes the whole width [default: 80]
    #[arg(long, global = true, value_name = "CELLS", value_parser = setting("measure"))]
    pub measure: Option<String>,
    /// Output mode: auto, visual, explicit, runs, words, mlterm, lro, logical
    #[arg(long, global = true, value_parser = setting("mode"))]
    pub mode: Option<String>,
    /// Join letters by presentation forms: auto, on, off
    #[arg(long, global = true, value_name = "WHEN", value_parser = setting("shaping"))]
    pub shaping: Option<String>,
    /// Tashkeel and niqqud: show, hide
    #[arg(long, global = true, value_name = "SHOW", value_parser = setting("tashkeel"))]
    pub tashkeel: Option<String>,
    /// Direction of paragraphs: auto, first-strong, rtl, ltr
    #[arg(long, global = true, value_parser = setting("direction"))]
    pub direction: Option<String>,
    /// Language of the article: auto or a code such as ar
    #[arg(long, global = true, value_name = "CODE", value_parser = setting("lang"))]
    pub lang: Option<String>,
    /// Encoding of the article: auto or a label such as windows-1256
    #[arg(long, global = true, value_name = "LABEL", value_parser = setting("encoding"))]
    pub encoding: Option<String>,
    /// Theme: auto, dark, light, high-contrast, sepia
    #[arg(long, global = true, value_parser = setting("theme"))]
    pub theme: Option<String>,
    /// Colours: auto, always, never
    #[arg(long, global = true, value_name = "WHEN", value_parser = setting("color"))]
    pub color: Option<String>,
    /// Keys: default, less, vim
    #[arg(long, global = true, value_name = "PRESET", value_parser = setting("keymap"))]
    pub keymap: Option<String>,
    /// Language of the interface: auto, en, ar
    #[arg(long, global = true, value_name = "CODE", value_parser = setting("interface"))]
    pub interface: Option<String>,
    /// Widen spaces until lines fill the measure; `--justify=false` where the configuration does
    #[arg(long, global = true, value_name = "BOOL", num_args = 0..=1, require_equals = true,
          default_missing_value = "true", value_parser = setting("justify"))]
    pub justify: Option<String>,
    /// Open at the beginning, not where reading stopped
    #[arg(long, global = true)]
    pub no_resume: bool,
    /// Configuration file instead of the usual one
    #[arg(long, global = true, value_name = "FILE")]
    pub config: Option<PathBuf>,
}

impl Common {
    /// The settings given, as names and values.
    #[must_use]
    pub fn settings(&self) -> Vec<(&'static str, String)> {
        let given = [
            ("width", &self.width),
            ("measure", &self.measure),
            ("mode", &self.mode),
            ("shaping", &self.shaping),
            ("tashkeel", &self.tashkeel),
            ("direction", &self.direction),
            ("lang", &self.lang),
            ("encoding", &self.encoding),
            ("theme", &self.theme),
            ("color", &self.color),
            ("keymap", &self.keymap),
            ("interface", &self.interface),
            ("justify", &self.justify),
        ];
        let given = given.into_iter().filter_map(|(name, value)| Some((name, value.clone()?)));
        given.chain(self.no_resume.then(|| ("resume", "false".to_owned()))).collect()
    }
}

/// Commands besides reading.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Write laid-out lines to standard output
    Print {
        /// Files to print; `-` is standard input
        #[arg(value_name = "SOURCE")]
        sources: Vec<PathBuf>,
    },
    /// Write the parsed article: its parts in logical order, as text or JSON
    Extract {
        /// Files to parse; `-` is standard input
        #[arg(value_name = "SOURCE")]
        sources: Vec<PathBuf>,
        /// How to write it; JSON is one object a source, a line each
        #[arg(long, value_enum, default_value_t = ExtractFormat::Text)]
        format: ExtractFormat,
        /// Leave out title, dateline, byline and page furniture
        #[arg(long)]
        body_only: bool,
    },
    /// List the people, places, organisations, dates and amounts of articles
    Entities {
        /// Articles; `-` is standard input
        #[arg(value_name = "SOURCE")]
        sources: Vec<PathBuf>,
        /// How to write them
        #[arg(long, value_enum, default_value_t = EntitiesFormat::Table)]
        format: EntitiesFormat,
        /// Only these, such as PER,LOC,DATE
        #[arg(long, value_name = "LABELS", value_delimiter = ',', value_parser = label)]
        types: Vec<Label>,
        /// Which engine finds names
        #[arg(long, value_enum, default_value_t = Engine::Fast)]
        engine: Engine,
        /// Sources are sentences, one a line, of tokens apart by single spaces, which are kept as they are
        #[arg(long)]
        pretokenized: bool,
        /// Leave aside what was corrected in the reader
        #[arg(long)]
        uncorrected: bool,
    },
    /// Write highlights and bookmarks, of these articles or of all
    Notes {
        /// Articles; `-` is standard input
        #[arg(value_name = "SOURCE")]
        sources: Vec<PathBuf>,
        /// How to write them
        #[arg(long, value_enum, default_value_t = NotesFormat::Markdown)]
        format: NotesFormat,
    },
    /// List what was read, when and how far
    History {
        /// How to write it
        #[arg(long, value_enum, default_value_t = HistoryFormat::Table)]
        format: HistoryFormat,
    },
    /// Forget that articles were read, where reading stopped, and their marks
    Forget {
        /// Articles; `-` is standard input
        #[arg(value_name = "SOURCE", required_unless_present = "all", conflicts_with = "all")]
        sources: Vec<PathBuf>,
        /// All articles
        #[arg(long)]
        all: bool,
        /// Their highlights and bookmarks as well
        #[arg(long)]
        notes: bool,
    },
    /// Print what was corrected in the entities of articles, as the file that keeps it
    Corrections {
        /// Articles; `-` is standard input
        #[arg(value_name = "SOURCE")]
        sources: Vec<PathBuf>,
    },
    /// Find a pattern in articles, whatever its spelling: without hamza, tashkeel, in Persian letters
    Search(Search),
    /// Measure how well names are found in labelled corpora
    #[command(hide = true)]
    Eval {
        /// Corpora in CoNLL format: a word and its tag a line
        #[arg(required = true)]
        files: Vec<PathBuf>,
        /// Which engine finds names
        #[arg(long, value_enum, default_value_t = Engine::Fast)]
        engine: Engine,
    },
    /// Say what was found out about the terminal, for bug reports
    Doctor {
        /// Find the output mode that reads right, by eye, and keep it for this terminal
        #[arg(long)]
        calibrate: bool,
    },
    /// Print the keys and what they do
    Keys {
        /// How to print them
        #[arg(long, value_enum, default_value_t = KeysFormat::Text)]
        format: KeysFormat,
    },
    /// Look at the configuration
    Config {
        /// What to do
        #[command(subcommand)]
        command: ConfigCommand,
    },
    /// Print a completion script for a shell
    Completions {
        /// The shell
        shell: Shell,
    },
    /// Print the manual page
    Man,
}

/// What to search for, where, and how to show it.
#[derive(Debug, Args)]
pub struct Search {
    /// What to look for; an upper-case letter in it makes case count
    pub pattern: String,
    /// Articles; `-` is standard input
    #[arg(value_name = "SOURCE")]
    pub sources: Vec<PathBuf>,
    /// How to write hits
    #[arg(long, value_enum, default_value_t = SearchFormat::Text)]
    pub format: SearchFormat,
    /// Only say how many paragraphs match
    #[arg(long, short)]
    pub count: bool,
    /// Only name the sources that match
    #[arg(long, short, conflicts_with = "count")]
    pub list: bool,
    /// Paragraphs to show around one that matches
    #[arg(long, short = 'C', value_name = "N", default_value_t = 0)]
    pub context: usize,
    /// Letter for letter: fold nothing but what --fold names
    #[arg(long)]
    pub exact: bool,
    /// Whole words only
    #[arg(long, group = "manner")]
    pub word: bool,
    /// Whole words, with the particles and pronouns written on them
    #[arg(long, group = "manner")]
    pub clitic: bool,
    /// The pattern is a regular expression over folded text
    #[arg(long, group = "manner")]
    pub regex: bool,
    /// Words that are nearly so
    #[arg(long, group = "manner")]
    pub fuzzy: bool,
    /// Spellings to take for the same as well, such as hamza,digits; `all` is a list too
    #[arg(long, value_name = "LIST", value_parser = Folds::parse)]
    pub fold: Option<Folds>,
    /// Spellings to tell apart
    #[arg(long, value_name = "LIST", value_parser = Folds::parse)]
    pub no_fold: Option<Folds>,
}

impl Search {
    /// How the pattern is meant.
    #[must_use]
    pub fn mode(&self) -> Mode {
        let chosen = [
            (self.word, Mode::Word),
            (self.clitic, Mode::Clitic),
            (self.regex, Mode::Regex),
            (self.fuzzy, Mode::Fuzzy),
        ];
        chosen.into_iter().find(|(given, _)| *given).map_or(Mode::Literal, |(_, mode)| mode)
    }

    /// The query for an article in some language.
    #[must_use]
    pub fn query(&self, language: &str) -> Query {
        let expected = if self.exact { Folds::NONE } else { Folds::for_language(language) };
        let folds = expected.union(self.fold.unwrap_or_default()).minus(self.no_fold.unwrap_or_default());
        Query { pattern: self.pattern.clone(), mode: self.mode(), folds }
    }
}

/// Formats of `search`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum SearchFormat {
    /// `SOURCE:PARAGRAPH:` and the paragraph, laid out, its hits marked.
    Text,
    /// `{"source","paragraph","start","end","text","before","after"}`, one a hit, a line each
    Json,
}

/// Formats of `extract`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ExtractFormat {
    /// Paragraphs with a blank line between them.
    Text,
    /// `{"source","title","byline","lang","direction","paragraphs":[{"kind","direction","text"}]}`
    Json,
}

/// Formats of `entities`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum EntitiesFormat {
    /// A table for reading.
    Table,
    /// `{"source","lang","entities":[{"id","label","name","aliases","count","mentions":[…]}]}`, one a source, a line each
    Json,
    /// An entity a line, with its source
    Jsonl,
    /// A mention a line
    Csv,
}

/// Formats of `notes`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum NotesFormat {
    /// A heading for each article, its quotes and bookmarks below.
    Markdown,
    /// `{"source","title","identity","notes":[{"kind","name","colour","note","quote","before","after","start","paragraph","offset",
    /// "made","lost"}]}`, one an article, a line each: `start` in bytes of the article when it was made, `offset` in code points of the
    /// paragraph as it is now
    Json,
    /// A note a line
    Csv,
}

/// Formats of `history`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum HistoryFormat {
    /// A table for reading.
    Table,
    /// `{"read","percent","title","path","identity"}`, one an article, a line each
    Json,
}

/// Engines that find names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Engine {
    /// At once, from what is in the program
    Fast,
    /// Better and slower, with the encoder's file
    Full,
}

fn label(code: &str) -> Result<Label, String> {
    Label::of(code).ok_or_else(|| {
        let codes: Vec<&str> = Label::ALL.iter().map(|label| label.code()).collect();
        format!("no such label; there are {}", codes.join(", "))
    })
}

/// Formats of `keys`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum KeysFormat {
    /// A table for reading.
    Text,
    /// As in the configuration file.
    Toml,
    /// A table for documents.
    Markdown,
}

/// What to do with the configuration.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Subcommand)]
pub enum ConfigCommand {
    /// Print where the configuration file lies
    Path,
    /// Print the settings in force
    Print,
    /// Say what is wrong in the configuration
    Check,
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_sound() {
        Cli::command().debug_assert();
    }

    #[test]
    fn reading_alone_is_read_as_with_all_commands() {
        let lines = [
            "qari",
            "qari a b",
            "qari --width 40 a",
            "qari a --width=40 --justify -",
            "qari --no-resume -- --odd",
            "qari print",
            "qari a print b",
            "qari --width 40 help",
            "qari -- man",
            "qari eval x",
            "qari --help",
            "qari a -V",
            "qari --odd",
            "qari --mode sideways",
            "qari --width",
        ];
        let mut alone = 0;
        for line in lines {
            let arguments: Vec<OsString> = line.split(' ').map(OsString::from).collect();
            let Some(cli) = Cli::without_command(&arguments) else { continue };
            alone += 1;
            assert_eq!(format!("{cli:?}"), format!("{:?}", Cli::try_parse_from(&arguments).unwrap()), "{line}");
        }
        assert_eq!(alone, 5);
    }

    #[test]
    fn options_go_before_or_behind_a_command() {
        for arguments in [["qari", "--width", "40", "print", "x"], ["qari", "print", "--width", "40", "x"]] {
            let cli = Cli::try_parse_from(arguments).unwrap();
            assert_eq!(cli.reading.common.settings(), [("width", "40".to_owned())]);
        }
        assert!(Cli::try_parse_from(["qari", "--mode", "sideways"]).unwrap_err().to_string().contains("visual"));
    }
}
