//! What each tab is told before the app runs in it: size, clock, zone, colours.

use std::sync::Arc;

use serde_json::{Value, json};
use thirtyfour::cdp::Cdp;
use thirtyfour::session::handle::SessionHandle;

use crate::Outcome;
use crate::clock::ClockShift;
use crate::wait::{self, PATIENCE};

/// Makes every violation of the page's policy visible in the console, where it outlives a reload.
const REPORT_VIOLATIONS: &str = r#"
document.addEventListener("securitypolicyviolation", (event) => {
  console.error(`policy violation: ${event.effectiveDirective} blocked ${event.blockedURI} ` +
    `${event.sample} at ${event.sourceFile}:${event.lineNumber}`);
});
"#;

/// How large the page is, and by how much the window around it is larger.
const SIZE: &str = "
return [innerWidth, innerHeight, outerWidth - innerWidth, outerHeight - innerHeight];";

/// The part of the window that shows the page, in CSS pixels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Viewport {
    /// Pixels across.
    pub width: u32,
    /// Pixels down.
    pub height: u32,
    /// Whether it is steered by fingers.
    pub touch: Touch,
}

/// Whether a device is steered by fingers or by a mouse.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Touch {
    /// A phone or tablet.
    Yes,
    /// A computer with a mouse.
    No,
}

impl Viewport {
    /// A small laptop.
    pub const DESKTOP: Self = Self {
        width: 1280,
        height: 800,
        touch: Touch::No,
    };
    /// A usual phone.
    pub const PHONE: Self = Self {
        width: 390,
        height: 844,
        touch: Touch::Yes,
    };
    /// The narrowest screen that pages must fit without scrolling sideways.
    pub const NARROWEST: Self = Self {
        width: 320,
        height: 640,
        touch: Touch::Yes,
    };
}

/// What the system says it prefers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ColourScheme {
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
}

/// What a page is shown on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Medium {
    /// A screen.
    #[default]
    Screen,
    /// Paper.
    Print,
}

/// What holds for all tabs of a journey.
#[derive(Debug, Clone)]
pub(crate) struct TabSettings {
    pub(crate) viewport: Viewport,
    pub(crate) colour_scheme: ColourScheme,
    pub(crate) medium: Medium,
    pub(crate) zone: String,
    pub(crate) clock: Option<ClockShift>,
}

impl TabSettings {
    /// Tells the tab that `cdp` talks to; holds until it is closed, over all loads.
    pub(crate) async fn apply(&self, cdp: &Cdp) -> Outcome {
        self.apply_zone(cdp).await?;
        self.apply_viewport(cdp).await?;
        self.apply_colour_scheme(cdp).await?;
        run_before_pages(cdp, REPORT_VIOLATIONS).await?;
        if let Some(clock) = self.clock {
            run_before_pages(cdp, &clock.script()).await?;
        }
        Ok(())
    }

    pub(crate) async fn apply_zone(&self, cdp: &Cdp) -> Outcome {
        send(
            cdp,
            "Emulation.setTimezoneOverride",
            json!({ "timezoneId": self.zone }),
        )
        .await
    }

    pub(crate) async fn apply_viewport(&self, cdp: &Cdp) -> Outcome {
        let Viewport {
            width,
            height,
            touch,
        } = self.viewport;
        let touch = touch == Touch::Yes;
        let metrics =
            json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": touch });
        send(cdp, "Emulation.setDeviceMetricsOverride", metrics).await?;
        send(
            cdp,
            "Emulation.setTouchEmulationEnabled",
            json!({ "enabled": touch }),
        )
        .await
    }

    pub(crate) async fn apply_colour_scheme(&self, cdp: &Cdp) -> Outcome {
        let scheme = match self.colour_scheme {
            ColourScheme::Light => "light",
            ColourScheme::Dark => "dark",
        };
        let media = match self.medium {
            // None that stands in for the browser's own.
            Medium::Screen => "",
            Medium::Print => "print",
        };
        let features = json!([
            { "name": "prefers-color-scheme", "value": scheme },
            // Keeps screenshots and clicks free of half-finished movements.
            { "name": "prefers-reduced-motion", "value": "reduce" },
        ]);
        send(
            cdp,
            "Emulation.setEmulatedMedia",
            json!({ "media": media, "features": features }),
        )
        .await
    }
}

/// Gives the window the size at which its page has that of `viewport`, by plain `WebDriver`.
pub(crate) async fn fit_window(session: &Arc<SessionHandle>, viewport: Viewport) -> Outcome {
    let Viewport {
        width,
        height,
        touch: _,
    } = viewport;
    // Asked anew each time, because a window takes its new size later than it says.
    wait::until(PATIENCE, "a window of the wanted size", async || {
        let size = session.execute(SIZE, Vec::new()).await?;
        let [across, down, frame_across, frame_down]: [u32; 4] = size.convert()?;
        if (across, down) == (width, height) {
            return Ok(true);
        }
        session
            .set_window_rect(0, 0, width + frame_across, height + frame_down)
            .await?;
        Ok(false)
    })
    .await
}

/// Moves the clock of a page that is open already, and of all that this tab opens later.
pub(crate) async fn move_clock(cdp: &Cdp, clock: ClockShift) -> Outcome {
    run_before_pages(cdp, &clock.script()).await?;
    send(
        cdp,
        "Runtime.evaluate",
        json!({ "expression": clock.script() }),
    )
    .await
}

pub(crate) async fn run_before_pages(cdp: &Cdp, source: &str) -> Outcome {
    send(
        cdp,
        "Page.addScriptToEvaluateOnNewDocument",
        json!({ "source": source }),
    )
    .await
}

async fn send(cdp: &Cdp, method: &str, parameters: Value) -> Outcome {
    cdp.send_raw(method, parameters).await?;
    Ok(())
}
