package cadenza.messaging.domain;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The marks with which mail programs set off what they quote: lines before a quotation, the header
 * of a quoted message, signatures. Every test looks at a bounded piece of text once.
 */
final class QuoteMarks {
  private static final int LINE_CHARS = 400;

  /** Three lines at most: a name, an address and a verb may each be wrapped. */
  private static final int ATTRIBUTION_LINES = 4;

  private static final int HEADER_LINES = 12;

  private static final Pattern QUOTED = Pattern.compile("^\\s{0,3}(?:[>|]|[A-Z]{1,3}>).*");
  private static final Pattern RULE = Pattern.compile("^\\s*([-_=~*#+–—])(?:\\s?\\1)+\\s*$");

  private static final Pattern DELIMITER =
      Pattern.compile(
          "^[\\s*>]*[-–_=]{2,}\\s*(?:(?:original|forwarded) (?:message|appointment|mail)"
              + "|ursprüngliche nachricht|originalnachricht|weitergeleitete nachricht"
              + "|message (?:d'origine|original|transféré|initial)|message transf[ée]r[ée]"
              + "|mensaje (?:original|reenviado)|mensagem (?:original|encaminhada)"
              + "|messaggio (?:originale|inoltrato)|oorspronkelijk(?:e)? bericht"
              + "|doorgestuurd bericht|original(?:meddelande|meddelelse)|vidarebefordrat .{0,30}"
              + "|ursprungligt meddelande|opprinnelig melding|videresendt .{0,30}"
              + "|oprindelig (?:meddelelse|besked)|alkuperäinen viesti|wiadomość oryginalna"
              + "|oryginalna wiadomość|przekazana wiadomość|původní (?:zpráva|e-mail)"
              + "|исходное сообщение|пересылаемое сообщение|eredeti üzenet|orijinal (?:mesaj|ileti)"
              + "|mesaj original|izvorna poruka|原始邮件|原始郵件|转发的邮件|元のメッセージ|원본 메시지"
              + ")\\s*[-–_=*]{0,}.*$",
          Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

  private static final Pattern FORWARDED =
      Pattern.compile(
          "^[\\s*]*(?:begin forwarded message|anfang der weitergeleiteten (?:nachricht|e-mail)"
              + "|début du message réexpédié|début du message transféré|inicio del mensaje reenviado"
              + "|início da mensagem encaminhada|inizio messaggio inoltrato"
              + "|begin doorgestuurd bericht|vidarebefordrat (?:mejl|brev)|videresendt melding"
              + "|начало переадресованного сообщения|开始转发|以下は転送)\\s*[:：]?\\s*$",
          Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

  private static final Set<String> HEADER_NAMES =
      Set.of(
          ("from sent date to cc bcc subject reply-to importance attachments when"
                  + " von gesendet datum an betreff antwort:an kopie"
                  + " de envoyé envoye à a objet date:d'envoi répondre:à copie"
                  + " enviado enviado:el enviada enviada:em enviado:em fecha para asunto assunto data"
                  + " da inviato inviata oggetto per"
                  + " van verzonden aan onderwerp"
                  + " från skickat till ämne kopia fra sendt til emne dato"
                  + " od wysłano wysłane do temat dw odesláno komu předmět odoslané predmet"
                  + " от отправлено кому тема дата копия відправлено від"
                  + " lähettäjä lähetetty vastaanottaja aihe päiväys päivämäärä"
                  + " gönderen gönderildi gönderilme kime konu tarih bilgi"
                  + " feladó elküldve címzett tárgy dátum expeditor trimis către subiect"
                  + " 发件人 发送时间 收件人 主题 抄送 日期 寄件者 寄件日期 收件者 主旨"
                  + " 差出人 送信日時 宛先 件名 日時 보낸사람 보낸날짜 받는사람 제목 날짜")
              .split(" "));

  private static final Pattern HEADER_LINE =
      Pattern.compile("^[\\s*_>]*([\\p{L}][\\p{L}' -]{0,24}?)[\\s*_]*[:：][\\s*_]*(.*)$");

  private static final Pattern ADDRESS = Pattern.compile("[^\\s<>@]{1,100}@[^\\s<>@]{1,100}");
  private static final Pattern DATE =
      Pattern.compile(
          "\\d{1,4}\\s?[-/.年]\\s?\\d{1,2}|\\d{1,2}:\\d{2}|\\b\\d{1,2}\\.? \\p{L}{3,}|\\p{L}{3,}\\.? \\d{1,2}"
              + "|\\b(?:19|20)\\d{2}\\b");
  private static final Pattern DATE_FIRST = Pattern.compile("^[\\s*]*\\d{1,4}[-/. 年].*");

  /** Closes an attribution, in English at its very end. */
  private static final Pattern WROTE =
      Pattern.compile(
          "\\b(?:wrote|writes)\\s*[:：]?[\\s*]*$"
              + "|a écrit|schrieb|geschrieben|schreef|geschreven|escribió|escribio|escreveu"
              + "|ha scritto|scrisse|skrev|skrifaði|kirjoitti|napisał|pisze|napsal|napísal|написал"
              + "|написав|написа|пишет|yazdı|yazmış|a scris|ezt írta|írta|έγραψε|je napisa|napisao"
              + "|đã viết|menulis|写道|寫道|写到|のメール|書きました|님이 작성|כתב|كتب",
          Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

  /** How an attribution that is wrapped begins. */
  private static final Pattern OPENS =
      Pattern.compile(
          "^[\\s*]*(?:(?:on|le|am|el|il|em|den|op|på|w dniu|dnia|dne|at|в|во|il giorno|pe|na|dana"
              + "|vào|ngày|στις|i|ti|em|a|de|en)\\s|\\d"
              + "|(?:mon|tue|wed|thu|fri|sat|sun|mo|di|mi|do|fr|sa|so|lun|mar|mer|jeu|ven|sam|dim"
              + "|пн|вт|ср|чт|пт|сб|вс|пон|сре|чет|пят|суб|вос)[\\p{L}]{0,9}[.,]"
              + "|[\"“]?[^<>]{1,80}<[^<>@\\s]{1,80}@).*",
          Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

  private static final Pattern MOBILE =
      Pattern.compile(
          "^[\\s*_(>]*(?:sent (?:from|via|with|by|using) (?:my |mobile|outlook|mail|samsung|gmail"
              + "|yahoo|iphone|ipad|android|blackberry|windows|nokia|the |a |proton|spark|a mobile"
              + "|superhuman|front|newton|tutanota|aol|on )|sent on the go"
              + "|get outlook for|get boxer|download outlook"
              + "|envoy[ée] (?:de|depuis|à partir de) |télécharger outlook|obtenez outlook"
              + "|enviado (?:desde|do|de|a partir do|via) |obtener outlook|obter o outlook"
              + "|gesendet (?:von|mit|über) |von (?:meinem|unterwegs)|diese nachricht wurde von mein"
              + "|outlook für |holen sie sich outlook|hol dir outlook"
              + "|inviato (?:da|dal) |scarica outlook|ottieni outlook"
              + "|verzonden (?:vanaf|met|via) |verstuurd vanaf |outlook voor "
              + "|sendt fra |skickat från |skickades från |hämta outlook|hent outlook|få outlook"
              + "|lähetetty |hanki outlook|wysłan[eoay] z |pobierz outlook|odesláno z |odoslané z "
              + "|отправлено (?:с|из) |надіслано з |iphone'umdan|gönderildi\\b|trimis de pe "
              + "|发自我的|發自我的|從我的|来自我的|iphoneから送信|私の.{1,20}から送信|나의 .{1,20}에서 보냄).*$",
          Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

  private QuoteMarks() {}

  static boolean isQuoted(String line) {
    return QUOTED.matcher(shortened(line)).matches();
  }

  /** A row of one character, as before a signature or a quotation. */
  static boolean isRule(String line) {
    return line.length() < 200 && RULE.matcher(line).matches();
  }

  static boolean isDelimiter(String line) {
    return line.length() < 200
        && (DELIMITER.matcher(line).matches() || FORWARDED.matcher(line).matches());
  }

  /** What a telephone or a program writes under every mail. */
  static boolean isMobileSignature(String line) {
    return line.length() < 200 && MOBILE.matcher(line).matches();
  }

  /** How many lines from there say who wrote what follows; 0 when they do not. */
  static int attributionAt(List<String> lines, int at) {
    var joined = new StringBuilder();
    for (int i = 0; i < ATTRIBUTION_LINES && at + i < lines.size(); i++) {
      var line = lines.get(at + i).strip();
      if (line.isEmpty()
          || (i > 0 && isQuoted(line))
          || joined.length() + line.length() > LINE_CHARS) {
        return 0;
      }
      if (i == 1 && !OPENS.matcher(joined).matches()) {
        return 0;
      }
      joined.append(i == 0 ? "" : " ").append(line);
      if (isAttribution(joined.toString())) {
        return i + 1;
      }
    }
    return 0;
  }

  private static boolean isAttribution(String text) {
    boolean closed = text.endsWith(":") || text.endsWith("：") || text.endsWith(":*");
    if (!closed && text.indexOf('@') < 0) {
      return false; // most lines, and the tests below cost a hundred times this one
    }
    boolean addressed = ADDRESS.matcher(text).find();
    boolean dated = DATE.matcher(text).find();
    if (closed && (addressed || dated) && WROTE.matcher(text).find()) {
      return true;
    }
    if (dated && addressed) {
      boolean endsWithAddress = text.endsWith(">") || text.endsWith(")");
      return text.endsWith(">:")
          || (endsWithAddress && DATE_FIRST.matcher(text).matches())
          || (!text.endsWith(".") && WROTE.matcher(text).find());
    }
    return false;
  }

  /** How many lines from there are the header of a quoted message; 0 when they are not. */
  static int headerAt(List<String> lines, int at) {
    int fields = 0;
    int end = at;
    boolean from = false;
    for (int i = at; i < lines.size() && i < at + HEADER_LINES; i++) {
      var line = lines.get(i);
      if (line.isBlank()) {
        break;
      }
      var field = HEADER_LINE.matcher(shortened(line));
      if (field.matches() && isHeaderName(field.group(1))) {
        fields++;
        from |= ADDRESS.matcher(line).find() || !field.group(2).isBlank();
        end = i + 1;
      } else if (fields == 0 || i - end > 1) {
        break; // nothing else begins one, and two lines at most belong to the field before
      }
    }
    return fields >= 3 && from ? withFolded(lines, end) - at : 0;
  }

  private static int withFolded(List<String> lines, int end) {
    int at = end;
    while (at < lines.size() && at < end + 3 && !lines.get(at).isBlank()) {
      at++;
    }
    return at;
  }

  private static boolean isHeaderName(String words) {
    return HEADER_NAMES.contains(
        words.strip().toLowerCase(Locale.ROOT).replace(' ', ':').replace("：", ""));
  }

  private static String shortened(String line) {
    return line.length() <= LINE_CHARS ? line : line.substring(0, LINE_CHARS);
  }
}
