package import Charter
import SyncCore

/// The versions of one charter, oldest first, and what any office can work under on the way.
///
/// Parsed once for all worlds: a world only counts how many of them its hub has published. Laws and
/// standings follow the rules by which offices (`OfficeLaw`) and hubs (`HubRules`) find theirs.
package final class CharterLine: Sendable {
    package let versions: [Charter]
    let texts: [[UInt8]]
    /// By the version accepted, then by the newest seen; counts from 0.
    private let laws: [[Law]]
    private let standings: [[[UInt8]: CharterStanding]]

    init(_ texts: [String]) {
        let versions = texts.map { text in
            do throws(CharterRefusal) {
                return try Charter.parse(text, file: "simulated.yaml")
            } catch {
                fatalError("a simulated charter is refused:\n\(error.what.en)")
            }
        }
        let laws = versions.indices.map { accepted in
            var inForce = versions[accepted]
            return [Law(inForce)]
                + versions.dropFirst(accepted + 1).map { newer in
                    inForce = inForce.narrowed(by: newer)
                    return Law(inForce)
                }
        }
        self.versions = versions
        self.texts = texts.map { Array($0.utf8) }
        self.laws = laws
        standings = versions.indices.map { newest in
            var standings: [[UInt8]: CharterStanding] = [:]
            for seen in 0...newest {
                for accepted in 0...seen {
                    standings[laws[accepted][seen - accepted].digest] =
                        seen < newest
                        ? .behind(next: seen + 1)
                        : .upToDate(laws[accepted][seen - accepted])
                }
            }
            return standings
        }
    }

    /// What an office works under that accepted one version and has seen all up to another.
    package func law(accepted: Int, newest: Int) -> Law { laws[accepted][newest - accepted] }

    /// What a hub of this newest version makes of the charter that a request names.
    func standing(of digest: [UInt8], newest: Int) -> CharterStanding? {
        standings[newest][digest]
    }

    func version(of text: [UInt8]) -> Int? { texts.firstIndex(of: text) }

    /// Whether every version that was published up to this one lets a register state this value.
    func isAlwaysAllowed(_ value: Value, in name: FieldName, of type: Code, newest: Int) -> Bool {
        (0...newest).allSatisfy {
            law(accepted: $0, newest: $0).allows(value, in: name, of: type)
        }
    }
}

/// What a hub makes of the charter that a request names.
enum CharterStanding {
    case upToDate(Law)
    case behind(next: Int)
}
