//! Keys, as they come from a keyboard and from an input method.

use std::time::Duration;

use serde_json::json;
use thirtyfour::Key;
use thirtyfour::action_chain::ActionChain;

use crate::{Engine, Failure, Outcome, Scope};

impl Scope {
    /// Presses and releases one key, with others held: `l`, `Enter`, `Control+z`,
    /// `Control+Shift+z`, `ArrowDown`.
    pub async fn press(&self, keys: &str) -> Outcome {
        // A plus sign is a key as well, alone or last.
        let (held, last) = match keys.strip_suffix("++") {
            Some(held) => (held, "+"),
            None => keys
                .rsplit_once('+')
                .filter(|_| keys != "+")
                .unwrap_or(("", keys)),
        };
        let mut actions = self.actions();
        let mut pressed = Vec::new();
        for name in held
            .split('+')
            .filter(|name| !name.is_empty())
            .chain([last])
        {
            let key = key_named(name)?;
            actions = actions.key_down(key);
            pressed.push(key);
        }
        for key in pressed.into_iter().rev() {
            actions = actions.key_up(key);
        }
        actions.perform().await?;
        Ok(())
    }

    /// Types into whatever has the focus. What a keyboard lacks is inserted as by an input method.
    pub async fn type_text(&self, text: &str) -> Outcome {
        let is_short = text.is_ascii() && !text.contains('\n') && text.len() < 200;
        if is_short || self.engine != Engine::Chromium {
            self.actions().send_keys(text).perform().await?;
            return Ok(());
        }
        self.cdp()
            .send_raw("Input.insertText", json!({ "text": text }))
            .await?;
        Ok(())
    }

    /// Key events without the pauses that WebDriver makes between them by default.
    fn actions(&self) -> ActionChain {
        self.session
            .action_chain_with_delay(Some(Duration::ZERO), Some(Duration::ZERO))
    }

    /// Begins or changes a composition, as an input method does while its list of words is open.
    pub async fn compose(&self, text: &str) -> Outcome {
        let cdp = self.cdp();
        cdp.send_raw(
            "Input.dispatchKeyEvent",
            process_key("rawKeyDown", "Process"),
        )
        .await?;
        let end = text.encode_utf16().count();
        let composition = json!({ "text": text, "selectionStart": end, "selectionEnd": end });
        cdp.send_raw("Input.imeSetComposition", composition).await?;
        cdp.send_raw("Input.dispatchKeyEvent", process_key("keyUp", "Process"))
            .await?;
        Ok(())
    }

    /// Presses a key that the input method keeps for itself, such as the Enter that takes a word.
    pub async fn press_while_composing(&self, key: &str) -> Outcome {
        let cdp = self.cdp();
        cdp.send_raw("Input.dispatchKeyEvent", process_key("rawKeyDown", key))
            .await?;
        cdp.send_raw("Input.dispatchKeyEvent", process_key("keyUp", key))
            .await?;
        Ok(())
    }

    /// Ends the composition with `text`.
    pub async fn commit_composition(&self, text: &str) -> Outcome {
        self.cdp()
            .send_raw("Input.insertText", json!({ "text": text }))
            .await?;
        Ok(())
    }
}

/// A key event as browsers see it while an input method is at work: key code 229.
fn process_key(kind: &str, key: &str) -> serde_json::Value {
    json!({ "type": kind, "key": key, "windowsVirtualKeyCode": 229, "nativeVirtualKeyCode": 229 })
}

/// The key of that name, in the words of `KeyboardEvent.key`.
fn key_named(name: &str) -> Outcome<char> {
    let mut letters = name.chars();
    if let (Some(letter), None) = (letters.next(), letters.next()) {
        return Ok(letter);
    }
    let key = match name {
        "Alt" => Key::Alt,
        "ArrowDown" => Key::Down,
        "ArrowLeft" => Key::Left,
        "ArrowRight" => Key::Right,
        "ArrowUp" => Key::Up,
        "Backspace" => Key::Backspace,
        "Control" => Key::Control,
        "Delete" => Key::Delete,
        "End" => Key::End,
        "Enter" => Key::Enter,
        "Escape" => Key::Escape,
        "Home" => Key::Home,
        "Meta" => Key::Meta,
        "PageDown" => Key::PageDown,
        "PageUp" => Key::PageUp,
        "Shift" => Key::Shift,
        "Space" => Key::Space,
        "Tab" => Key::Tab,
        unknown => return Err(Failure::new(format!("there is no key named {unknown}"))),
    };
    Ok(key.value())
}
