import Certificates
import Console
import Glibc
import HubServer
import SyncCore

/// A hub's keys and certificates: four files beside its store, never in it.
struct HubKeys {
    let folder: HubFolder

    private var authorityKey: KeyFile { file("authority.key.pem") }
    private var authorityCertificate: KeyFile { file("authority.pem") }
    private var serverKey: KeyFile { file("server.key.pem") }
    private var serverCertificate: KeyFile { file("server.pem") }

    private func file(_ name: String) -> KeyFile { KeyFile(path: folder.path + "/" + name) }

    /// Makes the authority if there is none, and the server's certificate for these names.
    func make(hosts: [Host], at now: Int64) throws -> HubCredentials {
        var generator = SystemRandomNumberGenerator()
        let authority: Authority
        if let known = try readAuthority() {
            authority = known
        } else {
            authority = Authority(at: now, using: &generator)
            // The certificate last: with it, the authority is there.
            try authorityKey.write(authority.key.pem)
            try authorityCertificate.write(authority.certificate.pem)
        }
        return try renew(of: authority, hosts: hosts, at: now)
    }

    /// Reads them, and renews the server's certificate when half of its life is over, or when it is
    /// from later than now: the clock was wrong when it was made.
    ///
    /// Outside of the authority's own life it is the clock that is wrong now, and a certificate made by
    /// it would be nobody's good: then the one that is there stays.
    func open(at now: Int64) throws -> HubCredentials {
        guard let authority = try readAuthority(), let key = try serverKey.read(),
            let certificate = try serverCertificate.read().map({ try IssuedCertificate(pem: $0) })
        else { throw KeysMissing(path: folder.path) }
        let isDue = certificate.hasLeft(lessThan: 1, of: 2, at: now) || certificate.startsAt > now
        if isDue, authority.certificate.isValid(at: now) {
            return try renew(of: authority, hosts: certificate.hosts, at: now)
        }
        return try HubCredentials(
            authority: authority, serverKey: SigningKey(pem: key), serverCertificate: certificate)
    }

    private func readAuthority() throws -> Authority? {
        guard let certificate = try authorityCertificate.read() else { return nil }
        guard let key = try authorityKey.read() else { throw KeysMissing(path: folder.path) }
        return try Authority(
            certificate: IssuedCertificate(pem: certificate), key: SigningKey(pem: key))
    }

    /// The server's key stays, so that a crash between the two files leaves a pair that fits.
    private func renew(
        of authority: Authority, hosts: [Host], at now: Int64
    ) throws -> HubCredentials {
        var generator = SystemRandomNumberGenerator()
        let key: SigningKey
        if let known = try serverKey.read() {
            key = try SigningKey(pem: known)
        } else {
            key = SigningKey(using: &generator)
            try serverKey.write(key.pem)
        }
        let certificate = authority.server(key, hosts: hosts, at: now, using: &generator)
        try serverCertificate.write(certificate.pem)
        return try HubCredentials(
            authority: authority, serverKey: key, serverCertificate: certificate)
    }
}

/// The hub has no authority, or not all of its files.
private struct KeysMissing: ExitCoded {
    let path: String

    let code = "hub-keys-missing"
    let exit = Exit.config

    var what: Phrase {
        Phrase(
            fr: "il manque des clés ou des certificats dans \(path)",
            en: "keys or certificates are missing in \(path)")
    }

    var remedy: Phrase {
        Phrase(
            fr: """
                reprenez authority.key.pem, authority.pem, server.key.pem et server.pem d'une \
                sauvegarde ; si ce hub n'en a jamais eu : secteur-hub certificate --host NOM
                """,
            en: """
                take authority.key.pem, authority.pem, server.key.pem and server.pem from a \
                backup; if this hub never had any: secteur-hub certificate --host NAME
                """)
    }
}
