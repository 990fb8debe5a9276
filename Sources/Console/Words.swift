package import SyncCore

/// Numbers, sizes and times as people write them in a language.
package struct Words: Sendable {
    package let language: Language

    package init(_ language: Language) {
        self.language = language
    }

    /// In the language of the person's locale.
    package static let local = Words(Console.language)

    /// `8 594` (with a no-break space) or `8,594`.
    package func count(_ number: Int) -> String {
        let digits = String(number.magnitude)
        var grouped = ""
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.count - index).isMultiple(of: 3) { grouped += groupMark }
            grouped.append(digit)
        }
        return (number < 0 ? "-" : "") + grouped
    }

    /// `1 fiche`, `12 fiches`. In French nought is singular too.
    package func count(_ number: Int, _ one: Phrase, _ many: Phrase) -> String {
        let singular = language == .fr ? number.magnitude < 2 : number == 1
        return "\(count(number)) \((singular ? one : many).in(language))"
    }

    /// `28 ms`, `0,4 s`, `12 s`, `3 min 12 s`, `2 h 05 min`, `3 j`.
    package func duration(_ duration: Duration) -> String {
        let milliseconds = Int((duration / .milliseconds(1)).rounded())
        if milliseconds < 100 { return "\(milliseconds) ms" }
        let tenths = Int((duration / .milliseconds(100)).rounded())
        if tenths < 100 { return "\(decimal(tenths: tenths)) s" }
        let seconds = Int((duration / .seconds(1)).rounded())
        switch seconds {
        case ..<60: return "\(seconds) s"
        case ..<3600:
            let rest = seconds % 60
            return rest == 0 ? "\(seconds / 60) min" : "\(seconds / 60) min \(rest) s"
        case ..<86_400:
            let minutes = seconds / 60 % 60
            return "\(seconds / 3600) h" + (minutes == 0 ? "" : " \(twoDigits(minutes)) min")
        default:
            let days = seconds / 86_400
            return language == .fr ? "\(count(days)) j" : "\(count(days)) d"
        }
    }

    /// `il y a 3 min`, `3 min ago`: the largest unit only. Less than five seconds is "just now", and
    /// so is a time in the future, which a clock that was put back makes.
    package func ago(_ duration: Duration) -> String {
        let seconds = Int(duration.components.seconds)
        let amount: String
        switch seconds {
        case ..<5: return language == .fr ? "à l'instant" : "just now"
        case ..<60: amount = "\(seconds) s"
        case ..<3600: amount = "\(seconds / 60) min"
        case ..<86_400: amount = "\(seconds / 3600) h"
        default:
            let days = Phrase(fr: "jour", en: "day")
            amount = count(seconds / 86_400, days, Phrase(fr: "jours", en: "days"))
        }
        return language == .fr ? "il y a \(amount)" : "\(amount) ago"
    }

    /// `312 o`, `12,3 ko`, `4,0 Mo`; `312 B`, `12.3 kB`, `4.0 MB`. Decimal units.
    package func size(bytes: Int) -> String {
        let unit = language == .fr ? "o" : "B"
        if bytes < 1000 { return "\(bytes) \(unit)" }
        var tenths = bytes / 100
        var prefixes = ["k", "M", "G", "T"][...]
        while tenths >= 10_000, prefixes.count > 1 {
            tenths /= 1000
            prefixes.removeFirst()
        }
        return "\(decimal(tenths: tenths)) \(prefixes.first!)\(unit)"
    }

    private func decimal(tenths: Int) -> String {
        "\(count(tenths / 10))\(language == .fr ? "," : ".")\(tenths % 10)"
    }

    private func twoDigits(_ number: Int) -> String {
        number < 10 ? "0\(number)" : "\(number)"
    }

    private var groupMark: String { language == .fr ? "\u{a0}" : "," }
}
