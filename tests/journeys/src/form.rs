//! Filling in forms.

use std::path::Path;

use serde_json::json;
use thirtyfour::WebElement;

use crate::{Failure, Name, Outcome, Scope};

/// How a field takes its value.
const KIND: &str = "
const field = arguments[0];
if (field instanceof HTMLSelectElement) return 'choice';
if (!(field instanceof HTMLInputElement)) return 'words';
if (['checkbox', 'radio'].includes(field.type)) return 'mark';
if (['date', 'time', 'datetime-local', 'month', 'week', 'color', 'range'].includes(field.type)) {
  return 'value';
}
return 'words';";

/// Sets a value as the browser's own picker does. How such fields take keys depends on its locale.
const SET_VALUE: &str = "
const [field, value] = arguments;
field.focus();
Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set.call(field, value);
field.dispatchEvent(new Event('input', { bubbles: true }));
field.dispatchEvent(new Event('change', { bubbles: true }));
return field.value;";

/// Chooses an option by its text or its value.
const CHOOSE: &str = "
const [field, wanted] = arguments;
const options = [...field.options];
const option = options.find((one) => one.text.trim() === wanted) ??
  options.find((one) => one.value === wanted);
if (!option) return options.map((one) => one.text.trim()).join(' | ');
field.focus();
field.value = option.value;
field.dispatchEvent(new Event('input', { bubbles: true }));
field.dispatchEvent(new Event('change', { bubbles: true }));
return null;";

const SELECT_ALL: &str = "
const field = arguments[0];
field.focus();
if (field.select) field.select();
else document.getSelection().selectAllChildren(field);";

impl Scope {
    /// Gives the field of that label a value: words replace what stands there, a date or time is
    /// written as HTML does (`2024-08-16`, `09:30`), a list takes the text of an option.
    pub async fn fill(&self, label: impl Into<Name>, value: &str) -> Outcome {
        let field = self.field(label).await?;
        self.fill_element(&field, value).await
    }

    /// As [`Scope::fill`], for a field that was found otherwise.
    pub async fn fill_element(&self, field: &WebElement, value: &str) -> Outcome {
        let kind: String = self.run(KIND, vec![field.to_json()?]).await?;
        match kind.as_str() {
            "choice" => {
                let others: Option<String> = self
                    .run(CHOOSE, vec![field.to_json()?, json!(value)])
                    .await?;
                match others {
                    None => Ok(()),
                    Some(others) => Err(Failure::new(format!(
                        "no option \"{value}\"; there are {others}"
                    ))),
                }
            }
            "value" => {
                let kept: String = self
                    .run(SET_VALUE, vec![field.to_json()?, json!(value)])
                    .await?;
                if kept == value {
                    return Ok(());
                }
                Err(Failure::new(format!(
                    "the field kept \"{kept}\" instead of \"{value}\""
                )))
            }
            "mark" => Err(Failure::new("use `tick` for what is ticked, not filled")),
            _ => {
                let () = self.run(SELECT_ALL, vec![field.to_json()?]).await?;
                if value.is_empty() {
                    self.press("Delete").await
                } else {
                    self.type_text(value).await
                }
            }
        }
    }

    /// Ticks the box, switch or round button of that label, unless it is ticked already.
    pub async fn tick(&self, label: impl Into<Name>) -> Outcome {
        let field = self.field(label).await?;
        if !field.is_selected().await? {
            field.click().await?;
        }
        Ok(())
    }

    /// Takes the tick from the box or switch of that label, if it has one.
    pub async fn untick(&self, label: impl Into<Name>) -> Outcome {
        let field = self.field(label).await?;
        if field.is_selected().await? {
            field.click().await?;
        }
        Ok(())
    }

    /// The value that the field of that label holds.
    pub async fn value(&self, label: impl Into<Name>) -> Outcome<String> {
        let field = self.field(label).await?;
        Ok(field.value().await?.unwrap_or_default())
    }

    /// Hands files to the one file input of this scope, which may be hidden behind a button.
    pub async fn upload(&self, files: &[&Path]) -> Outcome {
        let input = self.css("input[type=file]").await?;
        let mut paths = Vec::new();
        for file in files {
            // The driver wants whole paths, one on each line.
            paths.push(file.canonicalize()?.display().to_string());
        }
        input.send_keys(paths.join("\n")).await?;
        Ok(())
    }
}
