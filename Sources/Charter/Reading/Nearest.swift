import SyncCore

/// Finds what somebody meant to write.
enum Nearest {
    /// The known word that takes the fewest changed characters, if those are few.
    static func word(to word: String, among known: [String]) -> String? {
        guard word.count <= 40 else { return nil }
        let near = known.map { (word: $0, distance: distance(from: word, to: $0)) }
            .min { $0.distance < $1.distance }
        return near.flatMap { $0.distance <= max(2, word.count / 3) ? $0.word : nil }
    }

    /// "did you mean …", or all known words when none is near; `nil` when there is none at all.
    static func remedy(for word: String, among known: [String]) -> Phrase? {
        if let near = self.word(to: word, among: known) { return question(near) }
        guard !known.isEmpty, known.count <= 24 else { return nil }
        let all = known.joined(separator: ", ")
        return Phrase(fr: "on connaît ici : \(all)", en: "known here: \(all)")
    }

    static func question(_ near: String) -> Phrase {
        Phrase(fr: "vouliez-vous dire « \(near) » ?", en: "did you mean \"\(near)\"?")
    }

    /// The Levenshtein distance.
    private static func distance(from a: String, to b: String) -> Int {
        let b = Array(b)
        var row = Array(0...b.count)
        for (i, character) in a.enumerated() {
            var diagonal = row[0]
            row[0] = i + 1
            for j in b.indices {
                let changed = diagonal + (character == b[j] ? 0 : 1)
                diagonal = row[j + 1]
                row[j + 1] = min(changed, row[j] + 1, diagonal + 1)
            }
        }
        return row[b.count]
    }
}
