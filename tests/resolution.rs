//! Proves that mentions are gathered as a reader would gather them: the gold texts of `tests/entities` are resolved from
//! their gold mentions, and the groups, names and aliases compared with those of the files. Figures per language go to
//! standard output (`cargo test --test resolution -- --nocapture`).

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "common/gold.rs"]
mod gold;

use gold::Gold;
use qari::assets::NAMES;
use qari::entity::resolve::{Names, resolve};
use qari::entity::{Entities, Mention};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// What is counted, over the texts of a language.
#[derive(Default)]
struct Score {
    mentions: usize,
    pairs: (usize, usize, usize),
    b_cubed: (f64, f64),
    named: (usize, usize),
    single: (usize, usize),
    wrong: Vec<String>,
}

fn f1(precision: f64, recall: f64) -> f64 {
    if precision + recall == 0.0 { 0.0 } else { 2.0 * precision * recall / (precision + recall) }
}

impl Score {
    fn pairwise(&self) -> f64 {
        let (both, found, gold) = self.pairs;
        if found + gold == 0 { 1.0 } else { f1(both as f64 / found.max(1) as f64, both as f64 / gold.max(1) as f64) }
    }

    fn b_cubed(&self) -> f64 {
        f1(self.b_cubed.0 / self.mentions as f64, self.b_cubed.1 / self.mentions as f64)
    }

    fn add(&mut self, gold: &Gold, entities: &Entities) {
        let found: Vec<usize> = entities.places().iter().map(|place| place.entity).collect();
        assert_eq!(found.len(), gold.mentions.len(), "{}: every mention has an entry", gold.name);
        let truth: Vec<usize> = gold.mentions.iter().map(|mention| mention.id).collect();
        self.groups(&truth, &found);
        self.names(gold, entities, &found);
    }

    fn groups(&mut self, gold: &[usize], found: &[usize]) {
        let mut sizes: [HashMap<usize, usize>; 2] = Default::default();
        let mut shared: HashMap<(usize, usize), usize> = HashMap::new();
        for (&gold, &found) in gold.iter().zip(found) {
            *sizes[0].entry(gold).or_default() += 1;
            *sizes[1].entry(found).or_default() += 1;
            *shared.entry((gold, found)).or_default() += 1;
        }
        let pairs = |count: &usize| count * (count - 1) / 2;
        self.pairs.0 += shared.values().map(pairs).sum::<usize>();
        self.pairs.1 += sizes[1].values().map(pairs).sum::<usize>();
        self.pairs.2 += sizes[0].values().map(pairs).sum::<usize>();
        for ((gold, found), count) in shared {
            let square = (count * count) as f64;
            self.b_cubed.0 += square / sizes[1][&found] as f64;
            self.b_cubed.1 += square / sizes[0][&gold] as f64;
        }
        self.mentions += gold.len();
    }

    /// Whether the entry of each entity's first mention has its name and its aliases. Their order is that of the text,
    /// which the files do not always keep.
    fn names(&mut self, gold: &Gold, entities: &Entities, found: &[usize]) {
        let mut seen = BTreeSet::new();
        for (at, number) in gold.mentions.iter().map(|mention| mention.id).enumerate() {
            if !seen.insert(number) {
                continue;
            }
            let entity = entities.get(found[at]).unwrap();
            let mut forms = entity.aliases.clone();
            forms.sort();
            forms.insert(0, entity.name.clone());
            let listed = gold.forms.get(&number);
            let mut expected =
                listed.cloned().unwrap_or_else(|| vec![gold.mentions[at].span.of(&gold.text).to_owned()]);
            expected[1..].sort();
            let right = usize::from(forms == expected);
            if right == 0 {
                self.wrong.push(format!("{} {number}: {} for {}", gold.name, forms.join(" | "), expected.join(" | ")));
            }
            let counts = if listed.is_some() { &mut self.named } else { &mut self.single };
            *counts = (counts.0 + right, counts.1 + 1);
        }
    }
}

#[test]
fn gold_mentions_come_to_gold_entities() {
    let names = Names::parse(NAMES).unwrap();
    let mut scores: BTreeMap<String, Score> = BTreeMap::new();
    for gold in Gold::all() {
        let mentions: Vec<Mention> =
            gold.mentions.iter().map(|mention| Mention { span: mention.span, label: mention.label }).collect();
        let entities = resolve(&gold.text, &mentions, &gold.language, &names);
        scores.entry(gold.language.clone()).or_default().add(&gold, &entities);
    }
    assert_eq!(scores.len(), 5);
    for (language, score) in &scores {
        println!(
            "{language}: pairwise F1 {:.4}, B³ {:.4}, names and aliases {}/{}, other names {}/{}",
            score.pairwise(),
            score.b_cubed(),
            score.named.0,
            score.named.1,
            score.single.0,
            score.single.1
        );
        score.wrong.iter().for_each(|wrong| println!("  {wrong}"));
    }
    for (language, score) in &scores {
        let least = if language == "ar" { 0.97 } else { 0.95 };
        assert!(score.pairwise() >= least, "{language}: {:.4}", score.pairwise());
    }
    let sum = |count: fn(&Score) -> (usize, usize)| {
        scores.values().map(count).fold((0, 0), |sum, (right, all)| (sum.0 + right, sum.1 + all))
    };
    for (right, all) in [sum(|score| score.named), sum(|score| score.single)] {
        assert!(10 * right >= 9 * all, "names and aliases: {right} of {all}");
    }
}
