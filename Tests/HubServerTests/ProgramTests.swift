import Charter
import Foundation
import HubServer
import SyncCore
import Testing

/// What scripts rely on: the commands, their `--json` output and their exit codes.
@Suite("secteur-hub")
struct ProgramTests {
    private func headers(_ secret: String) -> [String: String] {
        ["Content-Type": "application/cbor", "Authorization": "Bearer \(secret)"]
    }

    private func request(_ records: [ExchangeRequest.Whole]) -> ExchangeRequest {
        ExchangeRequest(
            charterDigest: Charter.insertion().digest(ServerFixture.sha256), head: .zero,
            cursor: 0, checkpoints: [.zero], wholes: records)
    }

    @Test func admitsOfficesServesThemAndSettlesWhatTheyDisagreeOn() async throws {
        let program = try Program()
        defer { program.remove() }
        let made = try await program.run("init", program.hub, "--json").json()
        #expect(made["store"] as? String == "\(program.hub)/hub.sqlite")
        #expect(made["charter"] as? String == "insertion" && made["version"] as? Int == 1)
        #expect((made["authority"] as? String)?.count == 64)
        let file = program.folder.appending(path: "bobigny.secret").path
        let added = try await program.run(
            "office", "add", "CSS Bobigny", "--out", file, "--json"
        ).json()
        #expect(
            added == [
                "number": 1, "name": "CSS Bobigny", "secret": NSNull(), "file": file as NSString,
            ])
        let rights = try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions]
        #expect(rights as? Int == 0o600)
        let secret = try String(contentsOfFile: file, encoding: .utf8)
            .trimmingCharacters(in: .newlines)
        #expect(BearerSecret(secret) != nil)
        let pantin = try await program.run("office", "add", "CSS Pantin")
        #expect(BearerSecret(pantin.output.trimmingCharacters(in: .newlines)) != nil)

        let first = ServerFixture.offer(status: "signed")
        let second = ServerFixture.offer(status: "expired")
        let collision = ExchangeRequest.Whole(id: first.id, state: second.state)
        let served = try await program.serving("--plain-http-on-loopback") { http in
            for offer in [first, collision] {
                let reply = try await http.send(
                    headers: headers(secret), body: request([offer]).encoded())
                #expect(reply.status == 200)
            }
            // The commands work beside the running server.
            try await settle(first.id, program)
            let reply = try await http.send(headers: headers(secret), body: request([]).encoded())
            guard case .page(let page) = try ExchangeAnswer(decoding: reply.body) else { return }
            #expect(
                page.feed.first?.state?.unpacked()[FieldName(text: "status")!].reading(.ask)
                    == .settled(.code(Code(literal: "validated"))))
        }
        #expect(served.code == 0)
        #expect(served.output.hasPrefix("The hub listens on http://127.0.0.1:"))
        #expect(served.output.hasSuffix("The hub has stopped.\n"))
        #expect(!FileManager.default.fileExists(atPath: program.ready))
        #expect(!served.errors.contains(secret) && !served.errors.contains("signed"))
        // The file alone is the whole store once the server has stopped.
        let log = FileManager.default.contents(atPath: program.hub + "/hub.sqlite-wal")
        #expect(log?.isEmpty ?? true)
        try await look(first.id, program)
    }

    private func settle(_ id: RecordID, _ program: Program) async throws {
        let listed = try await program.run("conflicts", "--json").json()
        let conflict = try #require((listed["conflicts"] as? [NSDictionary])?.first)
        #expect(listed["next"] as? NSNull != nil)
        #expect(conflict["record"] as? String == id.description)
        #expect(conflict["field"] as? String == "status")
        #expect(conflict["settled_at"] as? String == "hub")
        #expect(conflict["offices"] as? [NSDictionary] == [["number": 1, "name": "CSS Bobigny"]])
        let values = try #require(conflict["values"] as? [NSDictionary])
        #expect(Set(values.compactMap { $0["value"] as? String }) == ["signed", "expired"])
        let words = try await program.run("conflicts", language: "fr_FR.UTF-8").output
        #expect(words.contains("État du contrat") && words.contains("CSS Bobigny"))

        let unseen = try await program.run("resolve", "\(id)", "status", "--value", "signed")
        #expect(unseen.code == 64)
        let wrong = try await program.run(
            "resolve", "\(id)", "status", "--value", "drunk", "--shown",
            conflict["shown"] as! String)
        #expect(wrong.code == 65)
        #expect(!wrong.errors.contains("drunk"))
        let settled = try await program.run(
            "resolve", "\(id)", "status", "--value", "signed", "--shown",
            conflict["shown"] as! String, "--json")
        #expect(
            try settled.json() == [
                "record": id.description as NSString, "field": "status", "value": "signed",
                "settled": true,
            ])
        #expect(try await program.run("conflicts").output == "No conflict.\n")

        let decided = try await program.run("decide", "\(id)", "--status", "validated", "--json")
        #expect(
            try decided.json()["fields"] as? NSDictionary == ["status": ["value": "validated"]])
        let shared = try await program.run("share", "\(id)", "CSS Pantin", "--json")
        #expect(
            try shared.json() == [
                "record": id.description as NSString,
                "office": ["number": 2, "name": "CSS Pantin"],
            ])
    }

    private func look(_ id: RecordID, _ program: Program) async throws {
        let offices = try await program.run("offices", "--json").json()["offices"]
        let rows = try #require(offices as? [NSDictionary])
        #expect(rows.map { $0["records"] as? Int } == [1, 1])
        #expect(rows.map { $0["last_exchange"] is NSNull } == [false, true])

        let digests = try await program.run("digest", "--json").json()
        let parts = try #require(digests["offices"] as? [NSDictionary])
        #expect(Set(parts.compactMap { $0["digest"] as? String }) == [digests["hub"] as? String])

        let acts = try await program.run("acts", "--json").json()["acts"] as? [NSDictionary]
        #expect(
            acts?.map { $0["act"] as? String } == [
                "share", "decide", "resolve", "enrol", "enrol", "charter",
            ])
        let shown = try await program.run("show", "\(id)", language: "fr_FR.UTF-8").output
        #expect(shown.contains("Contrat \(id)") && shown.contains("CSS Bobigny, CSS Pantin"))

        let asked = try await program.run("erase", "\(id)")
        #expect(asked.code == 64)
        let erased = try await program.run("erase", "\(id)", "--yes", "--json")
        #expect(try erased.json() == ["record": id.description as NSString, "erased": true])
        #expect(try await program.run("show", "\(id)").code == 65)
    }

    @Test func explainsWhatItCanNotDo() async throws {
        let program = try Program()
        defer { program.remove() }
        let missing = try await program.run("offices")
        #expect(missing.code == 66)
        #expect(missing.errors.contains("code: store-missing") && missing.errors.contains("->"))
        _ = try await program.run("init", program.hub)
        let again = try await program.run("init", program.hub)
        #expect(again.code == 73)
        let open = try await program.run(
            "serve", "--host", "0.0.0.0", "--plain-http-on-loopback")
        #expect(open.code == 78)
        #expect(open.errors.contains("code: hub-not-loopback"))
        #expect(try await program.run("show", "7").code == 64)
        #expect(try await program.run("decide", String(repeating: "0", count: 32)).code == 64)
        let charter = program.folder.appending(path: "charter.yaml")
        try Data("charter: [\n".utf8).write(to: charter)
        let refused = try await program.run("charter", "publish", charter.path)
        #expect(refused.code == 78)
        #expect(refused.errors.contains("charter.yaml:"))
        let printed = try await program.run("charter")
        #expect(printed.output.hasPrefix(Charter.insertion().source))
        for shell in ["bash", "zsh", "fish"] {
            let script = try await program.run("--generate-completion-script", shell)
            #expect(script.output.contains("conflicts"))
        }
    }
}
