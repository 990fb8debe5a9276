import ArgumentParser
import Certificates
import Console
import Glibc

/// `--host NAME`, as often as there are names by which offices reach the hub.
struct HostOptions: ParsableArguments {
    @Option(
        name: .customLong("host"),
        help: ArgumentHelp(
            local(
                fr: "Nom ou adresse par où les bureaux joignent le hub ; répétable.",
                en: "A name or address by which offices reach the hub; may be repeated."),
            valueName: local(fr: "nom", en: "name")))
    var names: [String] = []

    /// The names given, or else this machine's; this machine's own addresses always.
    func hosts() throws -> [Host] {
        let given = names.isEmpty ? [Self.machine].compactMap { $0 } : names
        let all = try (given + ["localhost", "127.0.0.1", "::1"]).map { try Host($0) }
        var seen: Set<Host> = []
        return all.filter { seen.insert($0).inserted }
    }

    private static var machine: String? {
        var name = [CChar](repeating: 0, count: 256)
        guard gethostname(&name, name.count - 1) == 0 else { return nil }
        let text = String(
            decoding: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        return (try? Host(text)) == nil ? nil : text
    }
}
