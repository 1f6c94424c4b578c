//! placeholder
use crate::entity::Mention;
use crate::lang::token::Token;
/// x
#[derive(Debug, thiserror::Error)]
#[error("x")]
pub struct RulesError;
/// x
#[derive(Debug)]
pub struct Rules;
impl Rules {
    /// x
    pub fn parse(_: &[(&str, &str)]) -> Result<Self, RulesError> {
        Ok(Self)
    }
    /// x
    pub fn find(&self, _: &str, _: &[Token]) -> Vec<Mention> {
        Vec::new()
    }
}
