//! What is shown when qari is started with nothing to read: an article like any other, in the interface's language.
//!
//! In: texts and keys. Out: an article. It must not know the screen.

use crate::action::Action;
use crate::article::Article;
use crate::config::Keymap;
use crate::load::{LoadOptions, article, encoding::Decoded};
use crate::locale::{Argument, Texts};

/// The welcome article.
#[must_use]
pub fn welcome(texts: &Texts, keymap: &Keymap) -> Article {
    let key = |action| keymap.keys_of(&action).into_iter().next().unwrap_or_default();
    let (choose, page, help, quit) = (key(Action::Choose), key(Action::PageDown), key(Action::Help), key(Action::Quit));
    let paragraphs = [
        texts.get("welcome-title"),
        texts.get("welcome-body"),
        texts.format("welcome-open", &[("command", Argument::Text("qari article.txt"))]),
        texts.format("welcome-pipe", &[("command", Argument::Text("… | qari"))]),
        texts.get("welcome-formats"),
        texts.format("welcome-sample", &[("key", Argument::Text(&choose))]),
        texts.format(
            "welcome-keys",
            &[("page", Argument::Text(&page)), ("help", Argument::Text(&help)), ("quit", Argument::Text(&quit))],
        ),
    ];
    let options = LoadOptions { language: Some(texts.language.into()), ..LoadOptions::default() };
    article("qari", Decoded::utf8(paragraphs.join("\n\n")), &options)
}
