internal import Foundation

/// Words that people take for passwords: a list of ours, with the most frequent French names.
///
/// A password that consists of fewer than four of them is refused, whatever digits and signs
/// stand around: whoever tries passwords tries those first. Accents and capitals make no
/// difference, nor do the usual signs for letters (`M0tdep@sse`).
enum CommonWords {
    /// Four words drawn by chance are a passphrase.
    private static let passphraseWords = 4

    private static let all = Set(
        String(decoding: PackageResources.common_words_txt, as: UTF8.self)
            .split(separator: "\n").map(Array.init))
    private static let longest = all.map(\.count).max() ?? 0

    private static let signs: [Character: Character] = [
        "0": "o", "1": "i", "!": "i", "3": "e", "4": "a", "@": "a", "5": "s", "$": "s", "7": "t",
    ]

    /// Whether there is next to nothing in a password but these words.
    static func makeUp(_ password: String) -> Bool {
        let plain = Array(folded(password))
        return isMadeOfFew(plain) || isMadeOfFew(withLetters(plain))
    }

    /// Small letters without accents.
    static func folded(_ text: String) -> String {
        text.folding(
            options: [.caseInsensitive, .diacriticInsensitive, .widthInsensitive], locale: nil
        ).lowercased()
    }

    private static func isMadeOfFew(_ characters: [Character]) -> Bool {
        var words = 0
        for run in characters.split(whereSeparator: { !$0.isLetter }) {
            guard let count = count(of: Array(run)) else { return false }
            words += count
        }
        return words < passphraseWords
    }

    /// How few common words make up a run of letters; `nil` when they don't.
    private static func count(of letters: [Character]) -> Int? {
        var fewest: [Int?] = [0]
        for end in 1...letters.count {
            var best: Int?
            for start in max(0, end - longest)..<end {
                guard let before = fewest[start], all.contains(Array(letters[start..<end])) else {
                    continue
                }
                best = min(best ?? .max, before + 1)
            }
            fewest.append(best)
        }
        return fewest[letters.count]
    }

    /// With a sign between two letters read as the letter that it stands for.
    private static func withLetters(_ characters: [Character]) -> [Character] {
        var read: [Character] = []
        for (index, character) in characters.enumerated() {
            let next = index + 1 < characters.count ? characters[index + 1] : " "
            if let letter = signs[character], read.last?.isLetter == true,
                next.isLetter || signs[next] != nil
            {
                read.append(letter)
            } else {
                read.append(character)
            }
        }
        return read
    }
}
