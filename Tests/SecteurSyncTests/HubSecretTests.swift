import Console
import Glibc
import Testing

@testable import secteur_sync

@Suite struct HubSecretTests {
    private let office: TestOffice
    private var path: String { office.shared + "/hub.secret" }

    init() throws {
        office = try TestOffice()
    }

    private func write(_ text: String) throws {
        let descriptor = open(path, O_CREAT | O_WRONLY | O_TRUNC, 0o644)
        try #require(descriptor >= 0)
        try #require(Glibc.write(descriptor, text, text.utf8.count) == text.utf8.count)
        close(descriptor)
    }

    @Test func theFileHoldsOneLineThatOnlyTheOfficeMayRead() throws {
        let secret = String(repeating: "0f", count: 32)
        try write(secret + "\n")
        #expect(try HubSecret(file: path).text == secret)
        var status = stat()
        try #require(stat(path, &status) == 0)
        #expect(status.st_mode & 0o777 == 0o600)
    }

    @Test(arguments: ["", "0f", String(repeating: "0g", count: 32), "a\r\nHost: x"])
    func anythingElseIsRefused(text: String) throws {
        try write(text)
        #expect(throws: HubSecretRefusal.malformed(path: path)) { try HubSecret(file: path) }
    }

    @Test func aMissingFileIsSaid() throws {
        #expect(throws: HubSecretRefusal.missing(path: path)) { try HubSecret(file: path) }
        #expect(HubSecretRefusal.missing(path: path).exit == .config)
    }
}
