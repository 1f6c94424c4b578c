//! Work done by several threads whose results are taken in order.
//!
//! In: how many pieces of work there are, what to do with each, what to do with what comes of it. It must not know what the work is.

use super::CommandError;
use std::collections::BTreeMap;
use std::sync::{Condvar, Mutex, mpsc};
use std::thread;

/// Do `work` on each of `count` pieces by several threads, each with a state of its own, and `take` what comes of it one after the
/// other, until it says that it has enough. A thread does not run far ahead of what has been taken, so that memory does not grow with
/// the number of pieces.
///
/// # Errors
/// Where `take` fails.
pub fn in_order<State: Default, Done: Send>(
    count: usize,
    work: impl Fn(&mut State, usize) -> Done + Sync,
    mut take: impl FnMut(usize, Done) -> Result<bool, CommandError>,
) -> Result<(), CommandError> {
    let threads = thread::available_parallelism().map_or(1, usize::from).min(count).max(1);
    let (next, taken, turn) = (Mutex::new(0usize), Mutex::new(0usize), Condvar::new());
    let (send, done) = mpsc::channel();
    thread::scope(|scope| {
        for _ in 0..threads {
            let (send, next, taken, turn, work) = (send.clone(), &next, &taken, &turn, &work);
            scope.spawn(move || {
                let mut state = State::default();
                loop {
                    let at = {
                        let Ok(mut next) = next.lock() else { return };
                        *next += 1;
                        *next - 1
                    };
                    if at >= count {
                        return;
                    }
                    let Ok(front) = taken.lock() else { return };
                    let Ok(front) = turn.wait_while(front, |front| at > *front + 2 * threads) else { return };
                    drop(front);
                    if send.send((at, work(&mut state, at))).is_err() {
                        return;
                    }
                }
            });
        }
        drop(send);
        let (mut waiting, mut result, mut front) = (BTreeMap::new(), Ok(true), 0);
        for (at, outcome) in done {
            waiting.insert(at, outcome);
            while let Some(outcome) = waiting.remove(&front) {
                if matches!(result, Ok(true)) {
                    result = take(front, outcome);
                }
                front += 1;
                let goes_on = matches!(result, Ok(true));
                if let Ok(mut taken) = taken.lock() {
                    // Where nobody wants more, nothing more is begun.
                    *taken = if goes_on { front } else { usize::MAX / 2 };
                    if !goes_on && let Ok(mut next) = next.lock() {
                        *next = count;
                    }
                }
                turn.notify_all();
            }
        }
        result.map(|_| ())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_come_in_order_until_there_is_enough() {
        let seen = Mutex::new(0);
        let work = |_: &mut (), at: usize| {
            *seen.lock().unwrap() += 1;
            at
        };
        let mut order = Vec::new();
        in_order(40, work, |at, done| {
            order.push((at, done));
            Ok(true)
        })
        .unwrap();
        assert_eq!(order, (0..40).map(|at| (at, at)).collect::<Vec<_>>());
        assert_eq!(*seen.lock().unwrap(), 40);
        *seen.lock().unwrap() = 0;
        in_order(10_000, work, |at, _| Ok(at < 3)).unwrap();
        assert!(*seen.lock().unwrap() < 1000);
    }
}
