package import SyncCore

/// Shows on standard error how far a long piece of work got: a bar on a terminal, now and then a plain
/// line elsewhere. Updating it is cheap enough for a callback that is called thousands of times.
package final class ProgressDisplay {
    /// What is counted.
    package enum Unit: Sendable {
        case items
        case bytes
    }

    private var text: ProgressText?
    private let started = ContinuousClock.now

    /// - Parameter quiet: show nothing at all.
    package init(_ title: Phrase, unit: Unit = .items, quiet: Bool = false) {
        if quiet { return }
        let style: ProgressText.Style =
            Terminal.isInteractive(.error)
            ? .bar(columns: Terminal.columns(.error) ?? 80) : .lines
        text = ProgressText(
            title: title.local, style: style, unit: unit == .items ? .items : .bytes, words: .local)
    }

    /// Shows the new amounts, unless something was shown a moment ago.
    ///
    /// - Parameter total: `nil` while it isn't known.
    package func update(done: Int, of total: Int? = nil) {
        guard let shown = text?.update(done: done, of: total, at: started.duration(to: .now)) else {
            return
        }
        Output.errorFragment(shown)
    }

    /// Takes the bar away, before anything else is printed. Harmless when called twice.
    package func end() {
        if let erased = text?.end() { Output.errorFragment(erased) }
    }
}
