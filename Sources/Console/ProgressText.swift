internal import SyncCore

/// Decides what a progress display shows and when. Time is passed in.
///
/// On a terminal it is one line that is redrawn at most ten times a second; elsewhere plain lines, at
/// most one in five seconds, so that a short sync leaves none in a log.
struct ProgressText {
    enum Style: Equatable {
        /// A line that is redrawn, on a terminal of so many columns.
        case bar(columns: Int)
        case lines
    }

    /// What is counted.
    enum Unit {
        case items
        case bytes
    }

    let title: String
    let style: Style
    let unit: Unit
    let words: Words
    private var shownAt: Duration = .zero
    private var isShown = false

    init(title: String, style: Style, unit: Unit, words: Words) {
        self.title = title
        self.style = style
        self.unit = unit
        self.words = words
    }

    /// What to write now, if anything.
    ///
    /// - Parameters:
    ///   - total: `nil` while it isn't known.
    ///   - now: since the display was made.
    mutating func update(done: Int, of total: Int?, at now: Duration) -> String? {
        switch style {
        case .bar(let columns):
            if isShown, now - shownAt < .milliseconds(100) { return nil }
            (isShown, shownAt) = (true, now)
            return "\r" + bar(done: done, of: total, columns: columns) + "\u{1b}[K"
        case .lines:
            guard now - shownAt >= .seconds(5) else { return nil }
            (isShown, shownAt) = (true, now)
            return "\(title)\(colon) \(amounts(done: done, of: total))\n"
        }
    }

    /// Takes the bar away.
    mutating func end() -> String? {
        guard isShown, style != .lines else { return nil }
        isShown = false
        return "\r\u{1b}[K"
    }

    private func bar(done: Int, of total: Int?, columns: Int) -> String {
        let amounts = amounts(done: done, of: total)
        let plain = "\(title)  \(amounts)"
        guard let total, total > 0 else { return plain }
        // As wide at the start as at the end, so that the bar doesn't twitch.
        let free = columns - "\(title)  \(self.amounts(done: total, of: total))".displayWidth - 5
        guard free >= 10 else { return plain }
        let width = min(free, 40)
        let filled = min(max(done, 0), total) * width / total
        let marks = String(repeating: "#", count: filled)
        let rest = String(repeating: ".", count: width - filled)
        return "\(title)  [\(marks)\(rest)] \(amounts)"
    }

    private func amounts(done: Int, of total: Int?) -> String {
        guard let total else { return amount(done) }
        return "\(amount(done)) / \(amount(total))"
    }

    private func amount(_ number: Int) -> String {
        switch unit {
        case .items: words.count(number)
        case .bytes: words.size(bytes: number)
        }
    }

    private var colon: String { words.language == .fr ? " :" : ":" }
}
