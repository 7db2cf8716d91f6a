//! A new version that waits.

texts! {
    /// A new version that waits.
    UpdateTexts {
        ready = "A new version of Genjin is ready", "Genjin 的新版本已就绪";
        take = "Use it now", "立即使用";
        later = "Later", "以后再说";
        typing = "Text that is not saved stands in an open form, here or in another tab. Save or close it first", "本标签页或其他标签页中有打开的表单，其中的文字尚未保存。请先保存或关闭";
        busy = "An import is open or a record is not saved, here or in another tab. Finish it first", "本标签页或其他标签页中有未完成的导入或未保存的记录。请先完成";
    }
}
