import Charter
import Console
import Foundation
import SummaryStore
import Testing

/// The real programs, from a code to being shut out.
@Suite("An office's programs and a hub's, over TLS")
struct JoinedProgramTests {
    private let office: TestOffice
    private let hub: RunningHub

    init() throws {
        office = try TestOffice()
        try office.writeContract()
        try office.store.close()
        hub = try RunningHub()
    }

    private func join(_ code: String, at address: String? = nil) throws -> RunningHub.Ending {
        try RunningHub.run(
            "secteur-sync", ["join", "--office", office.folder, address ?? hub.address],
            input: code + "\n")
    }

    private func sync() throws -> RunningHub.Ending {
        try RunningHub.run("secteur-sync", ["--json", "--office", office.folder])
    }

    private func code(for name: String) throws -> String {
        try #require(try hub.admin("enrol", name)["code"] as? String)
    }

    private func standing() throws -> NSDictionary {
        try #require((hub.admin("offices")["offices"] as? [NSDictionary])?.first)
    }

    @Test func joinSyncAndAreShutOut() throws {
        #expect(hub.address.hasPrefix("https://127.0.0.1:"))
        let before = try RunningHub.run(
            "secteur-sync", ["--office", office.folder, "--hub", hub.address])
        #expect(before.code == 78 && before.errors.contains("code: hub-not-joined"))

        let code = try code(for: "CSS Bobigny")
        #expect(try standing()["code_until"] is String)
        let joined = try join(code.lowercased().replacing("-", with: " "))
        #expect(joined.code == 0, "\(joined.errors)")
        #expect(joined.output.contains("has joined \(hub.address)"))
        #expect(try standing()["code_until"] is NSNull)
        #expect(try standing()["certificate_until"] is String)

        let synced = try sync()
        #expect(synced.code == 0, "\(synced.errors)")
        #expect(synced.output.hasPrefix(#"{"state":"in-sync","sent":1"#))
        #expect(try standing()["records"] as? Int == 1)

        // The code is spent, for anybody else.
        let other = try TestOffice()
        let again = try RunningHub.run(
            "secteur-sync", ["join", "--office", other.folder, hub.address], input: code)
        #expect(again.code == 77 && again.errors.contains("code: hub-code-spent"))

        #expect(try hub.admin("revoke", "CSS Bobigny", "--yes")["revoked"] as? Bool == true)
        let out = try sync()
        #expect(out.code == 77 && out.output.contains("hub-refuses-not-allowed"))
        #expect(try standing()["revoked"] is String)
        #expect(
            try (hub.admin("acts")["acts"] as? [NSDictionary])?.map { $0["act"] as? String }
                == ["revoke", "enrol", "charter"])
    }

    @Test func tellWhatIsWrongWithACodeBeforeItIsSent() throws {
        let code = try code(for: "CSS Bobigny")
        for (typed, word, exit) in [
            ("", "code-length", 64), (String(code.dropLast()), "code-length", 64),
            (code.dropLast() + (code.last == "0" ? "1" : "0"), "code-mistyped", 64),
            (String(code.dropLast()) + "U", "code-character", 64),
        ] as [(String, String, Int32)] {
            let ending = try join(typed)
            #expect(ending.code == exit && ending.errors.contains("code: \(word)"))
        }
        let plain = try join(code, at: "http://127.0.0.1:1")
        #expect(plain.code == 78 && plain.errors.contains("code: hub-join-not-encrypted"))
        // Another hub, that doesn't get to see the code.
        let stranger = try RunningHub()
        let ending = try join(code, at: stranger.address)
        #expect(ending.code == 77 && ending.errors.contains("code: hub-other-authority"))
        #expect(try join(code).code == 0)
    }

    @Test func keepKeysToThemselves() throws {
        let code = try code(for: "CSS Bobigny")
        _ = try join(code)
        let identity = OfficeFolder(path: office.folder).hubIdentity
        for path in [
            identity, hub.file("authority.key.pem"), hub.file("authority.pem"),
            hub.file("server.key.pem"), hub.file("server.pem"), hub.file("hub.sqlite"),
        ] {
            let rights = try FileManager.default.attributesOfItem(atPath: path)
            #expect(rights[.posixPermissions] as? Int == 0o600, "\(path)")
        }
        // Neither a key nor a code's secret is in the hub's store.
        let store = try Data(contentsOf: URL(filePath: hub.file("hub.sqlite")))
        let log = try Data(contentsOf: URL(filePath: hub.file("hub.sqlite-wal")))
        for secret in ["PRIVATE KEY", code, String(code.prefix(15))] {
            for bytes in [store, log] { #expect(bytes.range(of: Data(secret.utf8)) == nil) }
        }
    }
}
