from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("wagtail_peersupport", "0005_reader_side")]

    operations = [
        migrations.AlterField(
            model_name="notice",
            name="event",
            field=models.CharField(
                choices=[
                    ("answered", "Somebody answered"),
                    ("it-worked", "Their answer solved it"),
                    ("solved", "What they asked, too, is solved"),
                    ("in-post", "Their answer is in the post"),
                    ("thanked", "Staff thank for their answer"),
                    ("alarm-safety", "Staff: it is about safety"),
                    ("alarm-money", "Staff: it is about money"),
                    ("alarm-blocked", "Staff: the asker is blocked"),
                    ("alarm-stuck", "Staff: the asker is still stuck"),
                ],
                max_length=16,
            ),
        ),
    ]
