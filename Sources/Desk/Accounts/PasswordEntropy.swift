internal import Glibc

/// How hard a password is to guess, in bits, as the CNIL counts (délibération n° 2022-100 of 21
/// July 2022, recommandation relative aux mots de passe): the number of characters, times the
/// binary logarithm of the number of characters that it could have been made of.
///
/// That number is 26 for small letters, 26 for capitals, 10 for digits and 37 for all else, for
/// each of these kinds that occurs: the CNIL's own figures. The recommendation asks for 80 bits,
/// or for 50 where few failures block the account. Its examples come out as it says: 12 characters
/// of all kinds have 80 bits, 14 letters and digits 83.
///
/// The count holds for characters drawn by chance. So characters that can be foreseen don't count:
/// the third and further ones of a run (`aaa`, `abc`, `321`, `azerty`), and whole repetitions.
package struct PasswordEntropy: Sendable {
    /// To the nearest bit.
    package let bits: Int

    private static let rows = ["azertyuiop", "qsdfghjklm", "wxcvbn", "qwertyuiop", "asdfghjkl"]
        .map(Array.init)

    package init(of password: String) {
        let characters = Self.withoutRepetition(Array(password))
        let counted = characters.indices.filter { !Self.isForeseeable($0, in: characters) }.count
        bits = Int((Double(counted) * log2(Double(Self.alphabet(of: characters)))).rounded())
    }

    private static func alphabet(of characters: [Character]) -> Int {
        let sizes: [Kind: Int] = [.small: 26, .capital: 26, .digit: 10, .other: 37]
        let kinds = Set(characters.map(Kind.init))
        return max(1, kinds.reduce(0) { $0 + (sizes[$1] ?? 0) })
    }

    private enum Kind: Hashable {
        case small, capital, digit, other

        init(_ character: Character) {
            switch character {
            case "a"..."z": self = .small
            case "A"..."Z": self = .capital
            case "0"..."9": self = .digit
            default: self = .other
            }
        }
    }

    /// `abcabc` says no more than `abc`.
    private static func withoutRepetition(_ characters: [Character]) -> [Character] {
        guard characters.count >= 2 else { return characters }
        for period in 1...(characters.count / 2) {
            let repeats = characters.indices.allSatisfy {
                characters[$0] == characters[$0 % period]
            }
            if repeats { return Array(characters[..<period]) }
        }
        return characters
    }

    /// Whether a character goes on as the two before it began.
    private static func isForeseeable(_ index: Int, in characters: [Character]) -> Bool {
        guard index >= 2 else { return false }
        let steps = steps(from: characters[index - 1], to: characters[index])
        return !steps.isDisjoint(
            with: self.steps(from: characters[index - 2], to: characters[index - 1]))
    }

    private enum Step: Hashable {
        case same
        case next, previous
        case right(row: Int)
        case left(row: Int)
    }

    private static func steps(from a: Character, to b: Character) -> Set<Step> {
        let (a, b) = (Character(a.lowercased()), Character(b.lowercased()))
        if a == b { return [.same] }
        var steps: Set<Step> = []
        if let first = a.asciiValue, let second = b.asciiValue {
            if second == first &+ 1 { steps.insert(.next) }
            if first == second &+ 1 { steps.insert(.previous) }
        }
        for (row, keys) in rows.enumerated() {
            guard let first = keys.firstIndex(of: a), let second = keys.firstIndex(of: b) else {
                continue
            }
            if second == first + 1 { steps.insert(.right(row: row)) }
            if first == second + 1 { steps.insert(.left(row: row)) }
        }
        return steps
    }
}
