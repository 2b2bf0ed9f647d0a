package cadenza.messaging.domain;

import java.util.regex.Pattern;

/**
 * How the wish not to be written to is put, in the languages that {@link OptOutWords} reads: lower
 * case, without accents, about the writer and about mail.
 */
final class OptOutPhrases {
  /** What may follow a wish without making another one of it. */
  private static final String END =
      "(?=\\s*(?:$|[.,!?;:)\\n…]|- )|\\s(?:please|pls|plz|thanks|thank|thx|again|any ?more|any longer"
          + "|ever|immediately|asap|already|at once|right away|permanently|altogether|forever|either"
          + "|bitte|danke|merci|svp|s'il|por favor|gracias|obrigad[oa]|grazie|graag|aub|alsjeblieft"
          + "|tack|dzieku\\w{1,4}|спасибо|пожалуиста|regards|best|kind|sincerely|cheers|mfg|from now"
          + "|at this (?:e-?mail )?address|as (?:i|we)|since|because|i'm|i am|we're|we are|this is|you"
          + "|(?:and|or|nor) (?:never|stop|do not|don't|delete|remove|confirm|please|i|we)"
          + "|und|et ne|y no|e non|en stop)\\b)";

  private static final String MAILS =
      "(?:e-?mails?|mails?|messages?|newsletters?|mailings?|spam|communications?)";

  private static final String FROM_LIST =
      "\\s(?:from|of|off|off of) (?:your|this|the|these|those|all|any|future|further)"
          + "(?: (?:of|your|this|these|further|future|[\\w-]{1,12}))?(?: [\\w-]{1,12})?"
          + " (?:(?:e-?mail|mail|mailing|contact|distribution) )?"
          + "(?:lists?|database|distribution|campaigns?|sequences?|"
          + MAILS
          + ")\\b(?! (?:price|of|for|entry|item)\\b)";

  private static final String FROM_SHORT =
      "\\s(?:from|off) (?:your|this|the|these|those|all|any|future|further) (?:lists?|database"
          + "|distribution|campaigns?|sequences?|"
          + MAILS
          + ")\\b(?! (?:price|of|for|entry|item)\\b)";

  private static final String LEAVE =
      "(?:" + END + "|\\snow(?=\\s*(?:$|[.,!]))|" + FROM_SHORT + "|" + FROM_LIST + ")";

  private static final String MINE = "my (?:e-?mail address|e-?mail|address|name|contact)";

  static final Pattern ASKED =
      Pattern.compile(
          "\\b(?:"
              + String.join(
                  "|",
                  "unsubscribe (?:me|us|" + MINE + ")" + LEAVE,
                  "(?:please|pls|plz|kindly) (?:unsubscribe|opt[ -]?out)" + LEAVE,
                  "^unsubscribe" + LEAVE,
                  "^opt[ -]?out" + END,
                  "opt (?:me|us) out" + LEAVE,
                  "^how (?:do|can) i unsubscribe" + LEAVE,
                  "(?:i|we)(?:'d| would)? (?:want|wish|like|need|prefer) to"
                      + " (?:be )?(?:unsubscribed?|opt(?:ed)? out|removed|taken off)"
                      + LEAVE,
                  "(?:remove|delete|erase|mind removing) (?:me|us|" + MINE + ")" + LEAVE,
                  "^(?:please |pls )?(?:remove|delete|erase)"
                      + " my (?:contact )?(?:data|details|information|info)"
                      + LEAVE,
                  "(?:take|get) (?:me|us|" + MINE + ") off" + END,
                  "(?:take|get) (?:me|us|" + MINE + ")" + FROM_SHORT,
                  "(?:take|get) (?:me|us|" + MINE + ")" + FROM_LIST,
                  "(?:stop|quit|cease) (?:e-?mailing|mailing|contacting|messaging|spamming|bothering"
                      + "|writing(?: to)?|sending)(?: (?:and|or) \\w{1,12})? (?:me|us)"
                      + "(?: (?:any|these|your|such|those|all|more|unsolicited)){0,2}(?: "
                      + MAILS
                      + ")?"
                      + END,
                  "stop sending (?:these|your|such|those) " + MAILS + END,
                  "^(?:please |pls |just )?stop (?:e-?mailing|mailing|contacting|spamming|bothering"
                      + "|messaging|sending e-?mails|these e-?mails|this spam|the spam)"
                      + END,
                  "(?:don'?t|do not|never) (?:ever )?(?:\\w{1,10} or )?(?:e-?mail|contact|write to"
                      + "|write|mail|message|spam|bother)(?: or \\w{1,10})? (?:me|us)"
                      + END,
                  "(?:don'?t|do not|never) (?:ever )?send (?:me|us)"
                      + "(?: (?:any|more|further|these|your|such)){0,2} "
                      + MAILS
                      + END,
                  "^(?:please,? |pls |so,? |ok,? |(?:i|we) want )?no (?:more|further)"
                      + "(?: of (?:these|your))? (?:contact|"
                      + MAILS
                      + ")(?: from you| to me| to this address)?"
                      + END,
                  "(?:i|we) (?:don'?t|do not|no longer) (?:want|wish)(?: to (?:receive|get))?"
                      + "(?: (?:any|more|further|your|these|such|of)){0,3} "
                      + MAILS
                      + "(?: from (?:you|your company))?"
                      + END,
                  "(?:i|we) (?:don'?t|do not|no longer) (?:want|wish) to"
                      + " (?:be (?:contacted|e-?mailed)|hear from you)(?: by you)?"
                      + END,
                  german(),
                  romance(),
                  northern(),
                  slavic())
              + ")",
          Pattern.UNICODE_CHARACTER_CLASS);

  private static String german() {
    var mails = "(?:e-?mails?|mails?|nachrichten|werbung|newsletter)";
    var list =
        "(?:"
            + END
            + "|\\s(?:aus|von|vom) (?:(?:ihrem|dem|eurem|deinem|ihrer|der|eurer|deiner|diesem|dieser) )?"
            + "[\\w-]{0,16}(?:verteiler|liste|datenbank|newsletter)\\w{0,2}\\b)";
    return String.join(
        "|",
        "^(?:bitte )?keine (?:weiteren? |mehr )?"
            + mails
            + "(?: mehr)?(?: an mich| senden| schicken)?"
            + END,
        "(?:mochten?|will|wollen|wunschen?) (?:von ihnen |bitte )?keine (?:weiteren? |mehr )?"
            + mails
            + "(?: mehr)?(?: von ihnen| von euch)?(?: mehr)?(?: erhalten| bekommen| empfangen)?"
            + END,
        "(?:kontaktieren|schreiben|mailen) sie (?:mich|mir|uns) (?:bitte )?(?:nicht|nie)"
            + " (?:mehr|wieder|weiter)"
            + END,
        "(?:mich|mir|uns) (?:bitte )?nicht (?:mehr|weiter)"
            + " (?:kontaktieren|anschreiben|anmailen|mailen|schreiben|belastigen)"
            + END,
        "(?:melden sie|meld|melde) (?:mich|uns) (?:bitte )?(?:vom newsletter )?ab" + END,
        "(?:tragen sie|trag|trage|nehmen sie|nimm) (?:mich|uns) (?:bitte )?aus"
            + "(?: (?:ihrem|dem|eurem|ihrer|der|eurer) [\\w-]{0,16}(?:verteiler|liste|datenbank))?"
            + "(?: aus)?"
            + END,
        "(?:tragen sie|trag|trage|nehmen sie|nimm|streichen sie|streich|loschen sie|losch|losche"
            + "|entfernen sie|entferne)"
            + " (?:mich|uns|meine (?:e-?mail-?)?adresse|meine mailadresse|meine daten)(?: bitte)?"
            + list,
        "(?:mich|uns) (?:bitte )?(?:aus|von) (?:ihrem|dem|eurem|ihrer|der|eurer)"
            + " [\\w-]{0,16}(?:verteiler|liste|datenbank) (?:nehmen|loschen|entfernen|streichen|austragen)"
            + END);
  }

  private static String romance() {
    var french =
        "(?:"
            + END
            + "|\\s(?:de|a) (?:votre|vos|cette|la|ces|ta) (?:liste|base|mailing|newsletter|fichier|diffusion|e-?mails?)\\b)";
    var frenchMails = "(?:e-?mails?|mails?|messages?|courriels?|newsletters?|sollicitations?)";
    var spanish =
        "(?:"
            + END
            + "|\\s(?:de|en) (?:su|sus|la|esta|tu|tus|vuestra) (?:lista|newsletter|base|boletin|correos)\\b)";
    var spanishMails = "(?:correos|e-?mails?|mails?|mensajes|publicidad)";
    var portuguese =
        "(?:" + END + "|\\s(?:da|desta|de) (?:sua |vossa )?(?:lista|newsletter|base)\\b)";
    var italian =
        "(?:"
            + END
            + "|\\s(?:dalla|da questa|dal) (?:vostra |tua |sua |vostro )?(?:mailing )?(?:lista?|newsletter|database)\\b)";
    var italianMails = "(?:e-?mail|mail|messaggi|comunicazioni|newsletter)";
    return String.join(
        "|",
        "(?:me|nous) (?:desinscri(?:re|vez)|desabonner|retirer)" + french,
        "(?:desinscrivez|desabonnez|retirez|supprimez)[ -](?:moi|nous)" + french,
        "(?:retirez|retirer|supprimez|supprimer) (?:mon adresse|mon e-?mail|mes coordonnees)"
            + french,
        "ne (?:plus|pas) (?:me|nous) (?:contacter|recontacter|ecrire|solliciter)" + END,
        "ne plus (?:me |m'|nous )(?:envoyer|ecrire) (?:de |d'|vos |ces )" + frenchMails + END,
        "ne (?:me|nous|m')\\s?(?:contactez|recontactez|ecrivez|sollicitez) (?:plus|pas)(?: jamais)?"
            + END,
        "ne (?:me|nous|m')\\s?envoyez plus (?:rien|(?:de |d'|vos |ces )" + frenchMails + ")" + END,
        "ne (?:souhaite|veux|desire|souhaitons|voulons) plus (?:recevoir (?:de |d'|vos |ces |des )"
            + frenchMails
            + "(?: de votre part)?|etre contactee?s?)"
            + END,
        "(?:denme|deme|dame|darme|darnos) de baja" + spanish,
        "no me (?:envi|escrib|contact|mand|escrib)(?:en|e|an|a|es|as)(?: mas)?(?: "
            + spanishMails
            + "| nada)?(?: mas)?"
            + END,
        "no (?:quiero|deseo|queremos|deseamos) (?:recibir )?(?:mas )?(?:sus |estos )?"
            + spanishMails
            + "(?: suyos)?(?: mas)?"
            + END,
        "(?:eliminen?|borren?|quiten?)(?:me| mi (?:correo|direccion|e-?mail|nombre))" + spanish,
        "nao (?:quero|desejo|queremos|desejamos) (?:mais )?receber (?:mais )?(?:seus |estes |esses )?"
            + "(?:e-?mails|mensagens)(?: seus)?(?: mais)?"
            + END,
        "remov(?:a|am)[ -](?:me|meu e-?mail|meu endereco)" + portuguese,
        "me (?:remov(?:a|am)|retirem?|descadastr(?:e|em))" + portuguese,
        "nao me (?:envie|escreva|contate|mande)m?(?: mais)?(?: e-?mails| mensagens)?(?: mais)?"
            + END,
        "non (?:voglio|desidero|vogliamo|desideriamo) (?:piu )?ricevere"
            + " (?:piu |altre |altri |ulteriori |le vostre |vostre )?"
            + italianMails
            + "(?: da voi)?(?: piu)?"
            + END,
        "non (?:scrivetemi|contattatemi|mandatemi|scrivermi|contattarmi"
            + "|mi (?:scrivete|contattate|scriva|contatti|mandate|scrivere|contattare))"
            + "(?: piu)?(?: "
            + italianMails
            + ")?(?: piu)?"
            + END,
        "(?:cancellatemi|rimuovetemi|toglietemi|disiscrivetemi|cancellami|rimuovimi|disiscrivimi)"
            + italian);
  }

  private static String northern() {
    var dutch =
        "(?:"
            + END
            + "|\\s(?:van|uit) (?:de|deze|jullie|uw|je) (?:mailing|mail|e-?mail|verzend)?(?:lijst|list|bestand|database)\\b)";
    var dutchMails = "(?:e-?mails?|mails?|berichten|nieuwsbrieven)";
    return String.join(
        "|",
        "schrijf (?:mij|me|ons) uit" + END,
        "^(?:graag |aub |stuur (?:mij|me|ons) (?:aub )?)?geen "
            + dutchMails
            + " meer(?: sturen| ontvangen)?"
            + END,
        "wil(?:len)? (?:graag )?geen "
            + dutchMails
            + " meer(?: ontvangen| krijgen| van u| van jullie)?"
            + END,
        "(?:haal|verwijder) (?:mij|me|ons|mijn (?:e-?mail|mail)?-?(?:adres|gegevens))" + dutch,
        "(?:mij|me|ons) niet meer (?:te )?(?:mailen|contacteren|benaderen|schrijven)" + END,
        "ta bort (?:mig|oss)(?:"
            + END
            + "|\\sfran (?:er |din |denna )?\\w{0,10}(?:list\\w{1,3}|utskick\\w{0,2})\\b)",
        "(?:avregistrera|avprenumerera) (?:mig|oss)" + END,
        "sluta (?:mejla|maila|kontakta)(?: mig| oss)?" + END,
        "sluta skicka (?:mejl|mail)(?: till mig)?" + END,
        "^(?:snalla )?inga fler (?:mejl|mail)" + END,
        "(?:afmeld|frameld) mig" + END,
        "meld (?:meg av|mig fra)" + END);
  }

  private static String slavic() {
    var polish =
        "(?:" + END + "|\\sz (?:waszej |panstwa |tej )?(?:listy|bazy|newslettera|subskrypcji)\\b)";
    var russian =
        "(?:" + END + "|\\s(?:из|от) (?:вашеи |этои |вашего )?(?:рассылки|списка|базы)\\b)";
    return String.join(
        "|",
        "prosze mnie (?:wypisac|usunac)" + polish,
        "prosze o (?:wypisanie|usuniecie) mnie" + polish,
        "prosze (?:wypisac|usunac) (?:mnie|moj adres)" + polish,
        "(?:wypisz|usun)(?:cie)? (?:mnie|moj adres)" + polish,
        "prosze (?:do mnie )?(?:wiecej )?nie (?:pisac|wysylac|kontaktowac)(?: sie)?(?: (?:do mnie|ze mna|wiecej)){0,2}"
            + END,
        "nie zycze sobie (?:(?:wiecej|dalszych|takich|otrzymywac) ){0,2}(?:wiadomosci|e-?maili|maili|kontaktu|korespondencji)"
            + END,
        "(?:уберите|удалите|отпишите) (?:меня|нас|мои адрес)" + russian,
        "не (?:пишите|присылаите|беспокоите)(?: (?:мне|нам|меня|нас))?(?: больше)?(?: писем)?"
            + END);
  }

  private OptOutPhrases() {}
}
