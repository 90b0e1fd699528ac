// The fixed parts of the review page: its controls, legend and help.

extension ReviewPage {
  /// Filters; the script fills in rules and organs and shows them.
  static let controls: StaticString = """
    <form id="filters" role="search" aria-label="Filters" hidden>
    <label class="field words"><span>Find</span><input id="words" type="search" autocomplete="off" spellcheck="false" \
    placeholder="words in reports and flags" aria-keyshortcuts="/"></label>
    <label class="field"><span>Rule</span><select id="rule"><option value="">all rules</option></select></label>
    <label class="field"><span>Organ</span><select id="organ"><option value="">all organs</option></select></label>
    <fieldset class="severities"><legend>Severity</legend>
    <label class="pick critical"><input type="checkbox" name="severity" value="critical" checked><span aria-hidden="true">■</span> critical</label>
    <label class="pick action"><input type="checkbox" name="severity" value="action" checked><span aria-hidden="true">▲</span> action</label>
    <label class="pick check"><input type="checkbox" name="severity" value="check" checked><span aria-hidden="true">◆</span> check</label>
    <label class="pick info"><input type="checkbox" name="severity" value="info" checked><span aria-hidden="true">●</span> info</label>
    </fieldset>
    <div class="row">
    <p class="counts"><span id="count" role="status"></span><span id="place"></span></p>
    <label class="pick only"><input id="flagged" type="checkbox"> with flags only</label>
    <span class="buttons"><button type="button" id="more" aria-expanded="false" aria-controls="filters">Filters</button>
    <button type="reset">Clear</button> <button type="button" id="keys" aria-keyshortcuts="?">Keys</button></span>
    </div>
    </form>

    """

  /// What the marks in a report's text mean.
  static let legend: StaticString = """
    <noscript><p class="noscript">Filters and keys need JavaScript. Everything else is here, the gravest flags first.</p></noscript>
    <details class="legend" open><summary>Legend</summary>
    <ul>
    <li><span class="m present">present</span></li>
    <li><span class="m absent last" data-tag="✗">absent</span></li>
    <li><span class="m possible last" data-tag="?">possible</span></li>
    <li><span class="m present past">history, or only asked about</span></li>
    <li class="flagging"><span class="e">evidence of a flag</span></li>
    <li><span class="a">advice</span></li>
    <li><span class="c">deciding word</span></li>
    <li><span class="inert">⟨U+202E⟩</span> character without a shape</li>
    </ul>
    </details>

    """

  /// What stands behind the reports: the counts for readers without script, what the page is, the keys.
  static let end: StaticString = """
    <footer>
    <noscript><p class="tally"></p></noscript>
    <p><span class="flagging">Flags are questions to the author of a report. </span>For professionals who read the evidence; not a medical device, not advice to patients.</p>
    </footer>
    <dialog id="help" aria-labelledby="help-title">
    <h2 id="help-title">Keys</h2>
    <dl>
    <div class="flagging"><dt><kbd>j</kbd> or <kbd>→</kbd></dt><dd>next flag</dd></div>
    <div class="flagging"><dt><kbd>k</kbd> or <kbd>←</kbd></dt><dd>previous flag</dd></div>
    <div><dt><kbd>n</kbd></dt><dd>next mark in the text</dd></div>
    <div><dt><kbd>p</kbd></dt><dd>previous mark in the text</dd></div>
    <div><dt><kbd>Enter</kbd></dt><dd>from a flag to its evidence, from a mark to its flag or finding</dd></div>
    <div><dt><kbd>/</kbd></dt><dd>find words</dd></div>
    <div><dt><kbd>?</kbd></dt><dd>these keys</dd></div>
    <div><dt><kbd>Esc</kbd></dt><dd>close, or leave a field</dd></div>
    </dl>
    <form method="dialog"><button>Close</button></form>
    </dialog>
    <div id="tip" role="tooltip" hidden></div>

    """
}
