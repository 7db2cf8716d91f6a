//! Calibration: coefficients of loyalty and weights of aspects, fitted to what was observed.

mod loyalty;
mod parts;
mod residuals;
mod weights;

use crate::ui::prelude::*;

use crate::ui::context::use_texts;
use crate::ui::kit::Icon;
use crate::ui::route::Route;

/// The page Calibration.
#[component]
pub fn CalibrationScreen() -> Html {
    let texts = use_texts();
    html! {
        <div class="page">
            <header class="page-head">
                <a class="back" href={Route::Insights.href()}>
                    {Icon::ChevronLeft.html()}<span>{texts.common.insights}</span>
                </a>
                <h1>{texts.scoring().calibration}</h1>
            </header>
            <p class="muted prose">{texts.scoring().lead}</p>
            <loyalty::LoyaltyFitCard />
            <weights::WeightsFitCard />
        </div>
    }
}
