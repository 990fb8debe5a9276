import Foundation
import Simulation

/// Input that nobody means well: what breaks readers, and good input with something changed.
struct Mutation {
    let seed: UInt64
    private var generator: SeededGenerator

    /// From `SECTEUR_SEED` or drawn; printed, so that a failing run can be replayed.
    static func ofThisRun(_ test: String = #function) -> Mutation {
        let given = ProcessInfo.processInfo.environment["SECTEUR_SEED"].flatMap { UInt64($0) }
        let seed = given ?? UInt64.random(in: 0...UInt64.max)
        print("\(test): SECTEUR_SEED=\(seed)")
        return Mutation(seed: seed, generator: SeededGenerator(seed: seed))
    }

    /// The text's bytes with some changed, left out, doubled or cut off, `count` times.
    mutating func mutants(of text: String, _ count: Int) -> [Data] {
        (0..<count).map { _ in
            var bytes = Data(text.utf8)
            for _ in 0..<Int.random(in: 1...6, using: &generator) where !bytes.isEmpty {
                change(&bytes)
            }
            return bytes
        }
    }

    private mutating func change(_ bytes: inout Data) {
        let place = Int.random(in: 0..<bytes.count, using: &generator)
        let end = min(place + Int.random(in: 1...60, using: &generator), bytes.count)
        switch Int.random(in: 0..<5, using: &generator) {
        case 0: bytes[place] = UInt8.random(in: 0...255, using: &generator)
        case 1: bytes.replaceSubrange(place..<end, with: Data())
        case 2: bytes.insert(contentsOf: Data(bytes[place..<end]), at: place)
        case 3:
            let marks = "<>&;\"':/=!?[]{}-,\n\0".utf8
            bytes.insert(marks.randomElement(using: &generator)!, at: place)
        default: bytes = Data(bytes.prefix(place))
        }
    }

    /// What readers fall over, whatever they read.
    static let classics: [Data] = [
        Data(), Data([0]), Data([0xff, 0xfe, 0x41, 0x00]), Data([0xc3, 0x28, 0xa0, 0xa1]),
        Data("CANARI \u{202e}\u{0}\u{1b}[2J".utf8), Data(repeating: 0x0a, count: 5000),
        Data(repeating: 0x41, count: (1 << 20) + 1),
        Data(String(repeating: "[", count: 60_000).utf8),
        Data(String(repeating: "{\"a\":", count: 60_000).utf8),
        Data(String(repeating: "a:\n ", count: 10_000).utf8),
        Data(String(repeating: "<a>", count: 60_000).utf8),
        Data(String(repeating: "\";", count: 60_000).utf8),
        bombOfAliases, bombOfEntities,
    ]

    /// Ten to the ninth by ten lines, in YAML.
    private static let bombOfAliases: Data = {
        var text = "a: &a [CANARI]\n"
        for (name, before) in zip("bcdefghij", "abcdefghi") {
            let list = Array(repeating: "*\(before)", count: 10).joined(separator: ",")
            text += "\(name): &\(name) [\(list)]\n"
        }
        return Data(text.utf8)
    }()

    /// The same in XML.
    private static let bombOfEntities: Data = {
        var text = "<?xml version=\"1.0\"?><!DOCTYPE x [<!ENTITY a \"CANARI\">"
        for (name, before) in zip("bcdefghij", "abcdefghi") {
            text += "<!ENTITY \(name) \"\(String(repeating: "&\(before);", count: 10))\">"
        }
        return Data((text + "<!ENTITY k SYSTEM \"file:///etc/passwd\">]><x>&j;&k;</x>").utf8)
    }()
}
