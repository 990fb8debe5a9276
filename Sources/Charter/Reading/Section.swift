import SyncCore

/// A map of the charter of which every key is known.
struct Section {
    let place: Place
    private let entries: [String: CharterItem.Entry]

    /// Reads a map; a finding for each key that is not among `keys`, and `nil` when it is no map.
    init?(_ item: CharterItem, keys: [String], findings: Findings) {
        self.init(item, at: item.place, keys: keys, findings: findings)
    }

    /// Reads the map under a name; what it lacks is told where the name stands.
    init?(_ entry: CharterItem.Entry, keys: [String], findings: Findings) {
        self.init(entry.value, at: entry.place, keys: keys, findings: findings)
    }

    private init?(_ item: CharterItem, at place: Place, keys: [String], findings: Findings) {
        guard let entries = item.entries(findings) else { return nil }
        for entry in entries where !keys.contains(entry.key) {
            findings.add(
                .unknownKey, at: entry.place, fr: "clé inconnue « \(entry.key.shown) »",
                en: "unknown key \"\(entry.key.shown)\"",
                remedy: Nearest.remedy(for: entry.key, among: keys))
        }
        self.place = place
        self.entries = Dictionary(uniqueKeysWithValues: entries.map { ($0.key, $0) })
    }

    /// What stands under a key; `nil` when the key is missing.
    subscript(key: String) -> CharterItem? { entries[key]?.value }

    /// Where the key itself stands.
    func place(of key: String) -> Place { entries[key]?.place ?? place }
}

extension CharterItem {
    /// The entries of a map; `nil` after a finding.
    func entries(_ findings: Findings) -> [Entry]? {
        if case .map(let entries) = content { return entries }
        findings.add(
            .shape, at: place, fr: "il faut ici des clés et leurs valeurs",
            en: "keys and their values are expected here")
        return nil
    }

    /// The items of a list; `nil` after a finding.
    func items(_ findings: Findings) -> [CharterItem]? {
        if case .list(let items) = content { return items }
        findings.add(
            .shape, at: place, fr: "il faut ici une liste entre crochets",
            en: "a list in brackets is expected here")
        return nil
    }

    /// The word; `nil` after a finding.
    func word(_ findings: Findings) -> String? {
        if case .word(let word) = content { return word }
        findings.add(
            .shape, at: place, fr: "il faut ici un mot ou un nombre",
            en: "a word or number is expected here")
        return nil
    }

    /// A whole number of at most nine digits; `nil` after a finding.
    func number(_ findings: Findings) -> Int64? {
        guard let word = word(findings) else { return nil }
        if word.utf8.count <= 10, let number = Int64(word), abs(number) < 1_000_000_000 {
            return number
        }
        findings.add(
            .number, at: place, fr: "« \(word.shown) » n'est pas un nombre entier qui convienne",
            en: "\"\(word.shown)\" is not a suitable whole number")
        return nil
    }
}

extension String {
    /// The text as an error shows it: short, on one line.
    var shown: String {
        let plain = unicodeScalars.prefix(40).map { scalar in
            scalar.properties.generalCategory == .control ? " " : Character(scalar)
        }
        return String(plain) + (unicodeScalars.count > 40 ? "…" : "")
    }
}
